// Random definitions through random stories: after every commit the audit replays to the state, and the invariants hold.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Command } from './commands.ts';
import type { Instance } from './instance.ts';
import { applyCommit } from './step.ts';
import { startCommand } from './testing/build.ts';
import { createMemory, violations } from './testing/invariants.ts';
import { play } from './testing/play.ts';
import { type Chance, chances, definitions } from './testing/random-workflow.ts';
import { Story } from './testing/story.ts';

const SEED = 20_260_301;
const DEFINITIONS = 600;
const COMMANDS = 40;

/** Plays one story and checks every commit; answers what happened, to see that everything does. */
function tell(definition: Story['definition'], amount: number, path: readonly Chance[]): Story {
  // One in eight begins as a draft, one in eight under another workflow.
  const start = startCommand({
    data: { amount },
    priority: 'high',
    draft: amount % 8 === 0,
    parent: amount % 8 === 1 ? { instanceId: 'parent-1', stepId: 'child', attempt: 1 } : null,
  });
  const story = new Story(definition, { start });
  const memory = createMemory();
  const check = (before: Instance | null, command: Command): void => {
    const { events, instance: after, context } = story;
    expect(violations({ definition, before, command, events, after, context }, memory)).toEqual([]);
    let replayed: Instance | null = null;
    for (const commit of story.commits) replayed = applyCommit(definition, replayed, commit.events, commit.at);
    expect(replayed).toEqual(after);
  };
  check(null, start);
  for (const chance of path) {
    const before = story.instance;
    const commits = story.commits.length;
    const command = play(story, chance);
    if (command !== null && story.commits.length > commits) check(before, command);
    else expect(story.instance).toBe(before);
  }
  return story;
}

const MUST_HAPPEN = [
  ...[
    'workflow_paused',
    'workflow_resumed',
    'workflow_cancelled',
    'workflow_completed',
    'workflow_failed',
    'workflow_retried',
  ],
  ...[
    'step_assigned',
    'step_started',
    'step_skipped',
    'step_approved',
    'step_rejected',
    'step_completed',
    'step_failed',
  ],
  ...['step_reassigned', 'step_escalated', 'step_reset', 'action_completed', 'action_failed', 'effect_retried'],
  ...['compensation_planned', 'compensation_completed', 'compensation_failed', 'messages_queued', 'message_sent'],
  ...[
    'message_failed',
    'message_unconfirmed',
    'message_delivered',
    'message_read',
    'incident_opened',
    'incident_resolved',
    'comment_added',
  ],
  ...['workflow_submitted', 'workflow_data_changed', 'workflow_resubmitted', 'workflow_looped', 'changes_requested'],
  ...['signal_received', 'signal_consumed', 'wait_started', 'child_started', 'effect_settled'],
  ...['sla_started', 'sla_warned', 'sla_escalated', 'sla_breached'],
  ...['step_claimed', 'step_released', 'step_advanced'],
];

it(`holds its invariants in ${DEFINITIONS} definitions over ${COMMANDS} commands each`, { timeout: 120_000 }, () => {
  const happened = new Map<string, number>();
  const count = (what: string): unknown => happened.set(what, (happened.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(definitions, fc.integer({ min: 0, max: 100 }), chances(COMMANDS), (definition, amount, path) => {
      const story = tell(definition, amount, path);
      for (const { events } of story.commits)
        for (const event of events) {
          count(event.action);
          if (event.action === 'step_escalated') count(`rung ${event.data.rung}`);
        }
    }),
    { seed: SEED, numRuns: DEFINITIONS },
  );
  const rungs = ['remind', 'notify', 'add', 'reassign', 'approve', 'reject', 'skip', 'fail', 'escalate'];
  const missing = [...MUST_HAPPEN, ...rungs.map((rung) => `rung ${rung}`)].filter(
    (what) => (happened.get(what) ?? 0) < 5,
  );
  expect(missing).toEqual([]);
});
