// The real engine on the embedded platform in memory, with a clock that tests move.
import type { AccessPolicy } from '../../core/access.ts';
import type { JsonObject } from '../../core/json.ts';
import { type User, userSchema } from '../../core/user.ts';
import { virtualClock } from '../../platform/embedded/clock.ts';
import { type EmbeddedPlatform, openEmbeddedPlatform } from '../../platform/embedded/platform.ts';
import type { Log, Platform } from '../../platform/platform.ts';
import { WorkflowEngine } from '../engine.ts';
import type { Action, Caller, EngineOptions } from '../parts.ts';
import { type Counts, counting, noCounts } from './counting.ts';

export const START = Date.parse('2026-03-02T04:00:00Z');

export const access: AccessPolicy = {
  create_definition: ['admin', 'designer'],
  view_instance: ['admin', 'auditor'],
  modify_instance: ['admin', 'operator'],
  view_analytics: ['admin'],
  manage_users: ['admin'],
};

export const person = (id: string, roles: readonly string[], more: Partial<User> = {}): User =>
  userSchema.parse({ id, name: id, email: `${id}@example.com`, roles: [...roles], ...more });

export const PEOPLE: readonly User[] = [
  person('rita', ['requester']),
  person('rob', ['requester']),
  person('lea', ['lead']),
  person('leo', ['lead']),
  person('pia', ['picker']),
  person('dan', ['director']),
  person('ann', ['admin']),
  person('ops', ['operator']),
  person('aud', ['auditor']),
  person('des', ['designer']),
];

export const as = (userId: string): Caller => ({ userId, channel: 'api', authentication: 'token' });

export interface Entry {
  readonly severity: string;
  readonly event: string;
  readonly fields: JsonObject;
}

export interface Harness {
  readonly engine: WorkflowEngine;
  readonly platform: EmbeddedPlatform;
  readonly counts: Counts;
  readonly logged: Entry[];
  /** Publishes a definition as the designer; what is not given has a plain default. */
  define(definition: JsonObject): Promise<void>;
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

export interface HarnessOptions {
  /** Who is in the directory; by default PEOPLE. */
  readonly people?: readonly User[];
  readonly calendars?: EngineOptions['calendars'];
  readonly timeZone?: string;
  readonly actions?: Readonly<Record<string, Action>>;
  /** Other options of the engine, such as what lists of tasks are made of. */
  readonly also?: Partial<EngineOptions>;
  /** Wraps the platform, for example with faults. */
  readonly wrap?: (platform: Platform) => Platform;
}

export const render: EngineOptions['render'] = ({ definition, effect, to, channel }) => ({
  subject: `${effect.template} ${definition.id}`,
  text: `${effect.template} for ${to.id} by ${channel}`,
});

export async function createHarness({
  actions = {},
  also = {},
  calendars,
  people = PEOPLE,
  timeZone = 'UTC',
  wrap = (platform) => platform,
}: HarnessOptions = {}): Promise<Harness> {
  const logged: Entry[] = [];
  const log: Log = { write: (severity, event, fields) => void logged.push({ severity, event, fields }) };
  const clock = virtualClock(START);
  const platform = openEmbeddedPlatform({ file: ':memory:', clock, log });
  const counts = noCounts();
  const engine = new WorkflowEngine(wrap(counting(platform, counts)), {
    access,
    actions,
    render,
    checkTemplate: () => null,
    timeZone,
    version: '1.2.3',
    ...(calendars === undefined ? {} : { calendars }),
    ...also,
  });
  platform.onEffects((message) => engine.performEffects(message));
  platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
  platform.start();
  for (const user of people) await platform.directory.upsert(user);
  return {
    engine,
    platform,
    counts,
    logged,
    define: async (definition) => {
      const whole = {
        id: 'test-flow',
        name: 'Test flow',
        version: '1.0.0',
        status: 'active',
        roles: ['lead', 'director', 'picker'],
        ...definition,
      };
      await engine.createWorkflowDefinition(as('des'), { definition: whole });
    },
    advance: (ms) => clock.advance(ms),
    close: () => platform.close(),
  };
}

/** Sets the counters back to nothing. */
export function reset(counts: Counts): void {
  Object.assign(counts, noCounts());
}
