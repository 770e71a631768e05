// Everybody at the same moment: many processes commit to one instance, and every vote counts once.
import { beforeAll, expect, it } from 'vitest';
import { as, define, ended, instanceOf, opened, start, unique, verified } from './stack.ts';

const VOTERS = 25;
const role = unique('voter').replaceAll('-', '_');
const voters = Array.from({ length: VOTERS }, (_, i) => unique(`voter-${i}`));

beforeAll(async () => {
  const admin = await as('admin-1');
  for (const id of voters)
    await admin.ask('upsertUser', {
      user: { id, name: `Voter ${id}`, email: `${id}@example.com`, roles: [role], channel: 'in_app' },
    });
  await Promise.all(voters.map(as));
});

/** All of them approve at once. Whoever finds the service busy asks again, with the same command. */
async function everybodyApproves(instanceId: string): Promise<readonly string[]> {
  const { attempt } = await opened(instanceId, 'vote');
  return Promise.all(
    voters.map(async (id) => {
      const command = { instanceId, stepId: 'vote', attempt, commandId: `vote-${id}` };
      for (;;) {
        const { error } = await (await as(id)).call('approveStep', command);
        if (error?.details.reason !== 'UNAVAILABLE') return error?.details.reason ?? 'recorded';
      }
    }),
  );
}
const votesOf = async (instanceId: string): Promise<readonly string[]> =>
  Object.keys((await instanceOf(instanceId)).steps.vote.votes).sort();
const workflow = (policy: unknown): Promise<string> =>
  define([{ id: 'vote', name: 'Vote', type: 'approval', assignedTo: `each:${role}`, policy }], { roles: [role] });

it(`${VOTERS} votes at once are all recorded where all are asked for`, async () => {
  const instanceId = await start(await workflow('all'), {});
  expect(await everybodyApproves(instanceId)).toEqual(voters.map(() => 'recorded'));
  expect(await ended(instanceId)).toMatchObject({ status: 'completed', outcome: 'approved' });
  expect(await votesOf(instanceId)).toEqual(voters.toSorted());
  const { history } = await instanceOf(instanceId);
  const by = (action: string): readonly string[] =>
    history
      .filter((event: { action: string }) => event.action === action)
      .map(({ actor }: { actor: string }) => actor)
      .sort();
  expect(by('step_approved')).toEqual(voters.toSorted());
  expect(by('workflow_completed')).toHaveLength(1);
  expect(await verified(instanceId)).toBe(true);
});

it('a quorum ends with exactly as many votes as it asks for, and who comes later is told so', async () => {
  const quorum = 13;
  const instanceId = await start(await workflow({ quorum }), {});
  const answers = await everybodyApproves(instanceId);
  expect(await ended(instanceId)).toMatchObject({ status: 'completed', outcome: 'approved' });
  expect(answers.filter((answer) => answer === 'recorded')).toHaveLength(quorum);
  expect(new Set(answers)).toEqual(new Set(['recorded', expect.stringMatching(/ALREADY_DECIDED|INVALID_STATE/)]));
  expect(await votesOf(instanceId)).toHaveLength(quorum);
  expect(await verified(instanceId)).toBe(true);
});
