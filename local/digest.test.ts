// Morning lists on the embedded server: in words, once on each working day, while the clock is moved over them.
import { expect, it, vi } from 'vitest';
import { calendars } from '../functions/compose.ts';
import { nextMorning } from '../functions/core/time/morning.ts';
import { DAY_MS } from '../functions/core/time/zone.ts';
import { silentLog } from '../functions/platform/embedded/log.ts';
import { signIn } from '../tests/http/process.ts';
import { startServer } from './server.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const LEAVE = {
  id: 'leave',
  name: 'Leave',
  version: '1.0.0',
  status: 'active',
  roles: ['sr'],
  data: { type: 'object', properties: {} },
  steps: [{ id: 'sign', name: 'Sign', type: 'approval', assignedTo: 'user:sr-1' }],
};
const office = calendars['dhaka-office'];

/** How many working days of the office begin after one moment and no later than another. */
function morningsBetween(from: number, to: number): number {
  if (office === undefined) throw new Error('the office has a calendar');
  let count = 0;
  for (let at = nextMorning(office, from); at <= to; at = nextMorning(office, at)) count += 1;
  return count;
}

it('whoever has something to decide is told on every working morning until it is decided', async () => {
  const { url, close } = await startServer({ port: 0, data: null, clock: 'virtual', samples: true, log: silentLog() });
  try {
    const [admin, requester, approver] = await Promise.all(
      ['admin-1', 'requester-1', 'sr-1'].map((id) => signIn(url, id)),
    );
    if (admin === undefined || requester === undefined || approver === undefined) throw new Error('three sign in');
    const pass = async (minutes: number) => Date.parse((await admin.ask('advanceClock', { minutes })).now);
    const lists = async (): Promise<number> => {
      const { messages } = await approver.ask('listMyMessages', { pageSize: 200 });
      return messages.filter(({ text }: { readonly text: string }) => text.includes('Leave: Sign')).length;
    };
    await admin.ask('createWorkflowDefinition', { definition: LEAVE });
    const began = await pass(0.001);
    const { instanceId } = await requester.ask('startWorkflow', { workflowId: 'leave', data: {} });
    const ended = await pass((7 * DAY_MS) / 60_000);
    expect(morningsBetween(began, ended)).toBeGreaterThan(0);
    expect(await lists()).toBe(morningsBetween(began, ended));
    await approver.ask('approveStep', { instanceId, stepId: 'sign' });
    await pass((7 * DAY_MS) / 60_000);
    expect(await lists()).toBe(morningsBetween(began, ended));
  } finally {
    await close();
  }
});
