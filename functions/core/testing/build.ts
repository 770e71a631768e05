// Builders for the tests of decisions: definitions from a few fields, invented people, and given–when–then.
import { expect } from 'vitest';
import type { z } from 'zod';
import type { AccessPolicy } from '../access.ts';
import type { Command, PersonalCommand, StartWorkflow } from '../commands.ts';
import type { Context, MessagingPolicy } from '../context.ts';
import { definitionSchema, type WorkflowDefinition } from '../definition/schema.ts';
import type { stepSchema } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import type { Instance } from '../instance.ts';
import type { Reason } from '../rejection.ts';
import { step } from '../step.ts';
import { type User, userSchema } from '../user.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Sunday 1 March 2026, 10:00 in Dhaka. */
export const START = Date.UTC(2026, 2, 1, 4);

export type StepInput = z.input<typeof stepSchema>;
export type DefinitionFields = Partial<z.input<typeof definitionSchema>>;

/** An active definition with these steps; everything else is plain. */
export const define = (steps: readonly StepInput[], fields: DefinitionFields = {}): WorkflowDefinition =>
  definitionSchema.parse({
    id: 'sample',
    name: 'Sample',
    version: '1.0.0',
    status: 'active',
    roles: ['sr', 'cro', 'bdo', 'asm', 'admin'],
    steps,
    ...fields,
  });

type StepFields<T extends StepInput['type']> = Partial<Extract<StepInput, { type: T }>>;
export const approval = (id: string, fields: StepFields<'approval'> = {}): StepInput => ({
  id,
  type: 'approval',
  assignedTo: 'role:cro',
  ...fields,
});
export const manual = (id: string, fields: StepFields<'manual'> = {}): StepInput => ({
  id,
  type: 'manual',
  assignedTo: 'user:bdo-1',
  ...fields,
});
export const notification = (id: string, fields: StepFields<'notification'> = {}): StepInput => ({
  id,
  type: 'notification',
  assignedTo: 'requester',
  template: 'workflow_completed',
  ...fields,
});
/** A system step with one action, named after the step. */
export const system = (id: string, fields: StepFields<'system'> = {}): StepInput => ({
  id,
  type: 'system',
  actions: [`do.${id}`],
  ...fields,
});

export const person = (id: string, roles: readonly string[], fields: Partial<User> = {}): User =>
  userSchema.parse({ id, name: `Name of ${id}`, email: `${id}@example.com`, roles: [...roles], ...fields });

export const PEOPLE: readonly User[] = [
  person('requester-1', ['requester']),
  person('sr-1', ['sr'], { businessUnit: 'ACL', territories: ['north'], manager: 'asm-1' }),
  person('sr-2', ['sr'], { businessUnit: 'ACL', territories: ['south'], manager: 'asm-1' }),
  person('cro-1', ['cro']),
  person('cro-2', ['cro']),
  person('cro-3', ['cro']),
  person('bdo-1', ['bdo']),
  person('asm-1', ['asm']),
  person('admin-1', ['admin']),
  person('guest-1', []),
];

export const ACCESS: AccessPolicy = {
  create_definition: ['admin', 'workflow_designer'],
  view_instance: ['admin', 'cro'],
  modify_instance: ['admin', 'workflow_admin'],
  view_analytics: ['admin', 'cro', 'bdo'],
  manage_users: ['admin'],
};

/** Word of a message is waited for a quarter of an hour. */
export const MESSAGING: MessagingPolicy = { failOverAfterMs: 15 * MINUTE };

export const away = (delegate?: string): Pick<User, 'away'> => ({
  away: {
    from: new Date(START - DAY).toISOString(),
    to: new Date(START + 30 * DAY).toISOString(),
    ...(delegate === undefined ? {} : { delegate }),
  },
});

export const contextOf = (
  people: Iterable<User>,
  now: number,
  openCounts: Readonly<Record<string, number>> = {},
  calendars: Context['calendars'] = {},
): Context => ({
  now,
  directory: { users: Object.fromEntries([...people].map((user) => [user.id, user])), openCounts },
  access: ACCESS,
  calendars,
  messaging: MESSAGING,
});

export const startCommand = (fields: Partial<StartWorkflow> = {}): StartWorkflow => ({
  type: 'start_workflow',
  instanceId: 'instance-1',
  definitionHash: 'hash-1',
  data: {},
  startedBy: 'requester-1',
  priority: 'medium',
  tags: [],
  source: null,
  draft: false,
  parent: null,
  depth: 0,
  record: null,
  ...fields,
});

/** A command as a test writes it: the actor by id. */
export type Asked<C = PersonalCommand> = C extends PersonalCommand
  ? Omit<C, 'actor'> & { readonly actor: string }
  : never;

/** Where a story stands: what a command can be tried on. */
export interface Situation {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance | null;
  readonly context: Context;
}

export type Expected = readonly [action: Event['action'], about?: object];

/** Decides the command, and everything that follows from it, without changing the situation. */
export function given({ definition, instance, context }: Situation) {
  const when = (command: Command) => {
    const result = step(definition, instance, command, context);
    return {
      /** Exactly these events, in this order; of each, at least these fields. Messages are left to their own tests. */
      then: (...expected: readonly Expected[]): void => {
        const events = result.ok ? result.value.events.filter(({ action }) => action !== 'messages_queued') : [];
        expect(result).toMatchObject({ ok: true });
        expect(events.map(({ action }) => action)).toEqual(expected.map(([action]) => action));
        expect(events).toMatchObject(expected.map(([action, about]) => ({ action, ...about })));
      },
      thenNothing: (): void => {
        expect(result).toEqual({ ok: true, value: { instance, events: [] } });
      },
      thenRefused: (reason: Reason, details: object = {}): void => {
        expect(result).toMatchObject({ ok: false, error: { reason, ...details } });
      },
    };
  };
  const whenAsked = ({ actor, ...command }: Asked) =>
    when({ ...command, actor: personIn(context, actor) } as PersonalCommand);
  return { when, whenAsked };
}

export function personIn({ directory }: Context, id: string): User {
  const user = directory.users[id];
  if (user === undefined) throw new Error(`the test knows no person "${id}"`);
  return user;
}
