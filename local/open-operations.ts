// The operations of the embedded server that need no token: signing in, deciding by a link, and moving a virtual clock.
import { z } from 'zod';
import { parse } from '../functions/api/callable.ts';
import type { DecisionLinks } from '../functions/api/decision-links.ts';
import { decisionOperations } from '../functions/api/decision-page.ts';
import { signIn } from '../functions/api/sign-in.ts';
import { refuse } from '../functions/engine/failure.ts';
import type { VirtualClock } from '../functions/platform/embedded/clock.ts';
import { advanceMinutes } from './advance.ts';
import type { Host } from './host.ts';
import type { OpenOperations } from './http/api-route.ts';
import type { Tokens } from './tokens.ts';

/** Two years: further than any deadline, and a slip of the finger does not end in the year 9999. */
const ADVANCE_MINUTES_MAX = 2 * 366 * 24 * 60;

const advanceRequest = z.strictObject({ minutes: z.number().positive().max(ADVANCE_MINUTES_MAX) });

export interface OpenParts {
  readonly host: Host;
  readonly tokens: Tokens;
  readonly links: DecisionLinks;
  /** null: the server runs on the machine's clock. */
  readonly virtual: VirtualClock | null;
  /** Called after each move, with the new moment (epoch ms). */
  readonly moved: (now: number) => Promise<void>;
}

export function openOperations({ host, tokens, links, virtual, moved }: OpenParts): OpenOperations {
  const { platform, engine } = host;
  // One move after the other: two at once would sweep each other's moments.
  let moving: Promise<unknown> = Promise.resolve();

  async function advance(clock: VirtualClock, minutes: number): Promise<number> {
    await host.rearmed();
    const { instances } = platform;
    const { sweep } = engine;
    const rollUp = () => engine.rollUpMetrics();
    const parts = { clock, instances, sweep, digests: engine, rollUp, idle: () => platform.idle() };
    const now = await advanceMinutes(parts, minutes);
    await moved(now);
    return now;
  }

  return {
    ...decisionOperations({ links, engine, now: () => platform.clock.now() }),
    signIn: signIn({ users: platform.directory.users, issue: tokens.issue }),
    advanceClock: async (data) => {
      const { minutes } = parse(advanceRequest, data);
      if (virtual === null)
        return refuse(
          'INVALID_STATE_TRANSITION',
          'This server runs on the machine’s clock; start it with --clock virtual to move time.',
        );
      const move = moving.then(() => advance(virtual, minutes));
      moving = move.catch(() => {});
      return { now: new Date(await move).toISOString() };
    },
  };
}
