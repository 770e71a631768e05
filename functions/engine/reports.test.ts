// Reports and the export of events, asked of the real engine.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsAnswer, reportAnswer } from '../api/answers-analytics.ts';
import type { InputOf, reportRequest } from '../core/requests.ts';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness } from './testing/harness.ts';

const HOUR_MS = 3_600_000;
const DAY = '2026-03-02';
const RANGE = { from: DAY, to: DAY };

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness({ actions: { push: async () => ({ ok: false, error: 'no' }) } });
  await harness.define({
    steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea' }],
    sla: { maxDuration: '2 hours' },
    sensitive: [],
  });
  await harness.define({ id: 'other', steps: [{ id: 'push', type: 'system', actions: ['push'] }] });
});
afterEach(() => harness.close());

async function start(workflowId = 'test-flow', data = {}): Promise<string> {
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId, data });
  await harness.platform.idle();
  return String(instanceId);
}
type Asked = Partial<InputOf<typeof reportRequest>> & Pick<InputOf<typeof reportRequest>, 'report'>;
async function report(input: Asked, who = 'ann') {
  const answer = await harness.engine.generateWorkflowReport(as(who), { ...RANGE, format: 'json', ...input });
  const { columns = [], rows = [], ...rest } = reportAnswer.parse(answer);
  return { ...rest, rows: rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))) };
}

describe('a report', () => {
  it('has a row for each version of one workflow, or for each workflow', async () => {
    const instanceId = await start();
    await start('other');
    await harness.engine.approveStep(as('lea'), { instanceId });
    await harness.engine.rollUpMetrics();
    expect(await report({ report: 'workflow_performance', workflowId: 'test-flow' })).toMatchObject({
      workflowId: 'test-flow',
      isComplete: true,
      rows: [{ version: '1.0.0', started: 1, completed: 1, approved: 1, slaKept: 1 }],
    });
    expect((await report({ report: 'workflow_performance' })).rows).toMatchObject([
      { workflow: 'other', started: 1, failed: 1 },
      { workflow: 'test-flow', started: 1, completed: 1 },
    ]);
    expect((await report({ report: 'stakeholder_productivity' })).rows).toMatchObject([
      { userId: 'lea', decisions: 1, approved: 1 },
    ]);
    expect((await report({ report: 'trend', to: '2026-03-31' })).rows).toMatchObject([{ date: DAY, ended: 2 }]);
  });
  it('is CSV where that is asked for', async () => {
    const instanceId = await start();
    await harness.engine.approveStep(as('lea'), { instanceId });
    await harness.engine.rollUpMetrics();
    const { csv } = await report({ report: 'sla_compliance', workflowId: 'test-flow', format: 'csv' });
    expect(csv).toBe('version,slaKept,slaWarned,slaBreached,slaKeptShare\r\n1.0.0,1,0,0,1\r\n');
  });
  it('of exceptions has what failed, was cancelled, broke its promise or has an incident', async () => {
    const cancelled = await start();
    const late = await start();
    const failed = await start('other');
    await harness.engine.cancelWorkflow(as('ops'), { instanceId: cancelled, reason: 'Ada does not want it' });
    await harness.advance(3 * HOUR_MS);
    await harness.platform.idle();
    const { rows, isComplete } = await report({ report: 'exceptions' });
    expect(isComplete).toBe(true);
    expect(rows.map(({ instanceId, exception }) => [instanceId, exception])).toEqual(
      expect.arrayContaining([
        [cancelled, 'cancelled'],
        [late, 'sla_breached'],
        [failed, 'failed'],
        [failed, 'action_failed'],
      ]),
    );
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toContain('Ada');
    expect((await report({ report: 'exceptions', workflowId: 'other' })).rows).toHaveLength(2);
    expect((await report({ report: 'exceptions', from: '2026-03-03', to: '2026-03-04' })).rows).toEqual([]);
  });
  it('is for those who see the numbers', async () => {
    for (const who of ['rita', 'lea', 'ops', 'nobody'])
      await expect(report({ report: 'trend' }, who)).rejects.toThrow(Refused);
  });
});

describe('the export of events', () => {
  const exported = async (pageToken?: string, who = 'ann') =>
    eventsAnswer.parse(
      await harness.engine.exportEvents(as(who), {
        workflowId: 'test-flow',
        ...RANGE,
        ...(pageToken === undefined ? {} : { pageToken }),
      }),
    );
  it('has the audits of one workflow, without its data', async () => {
    const instanceId = await start('test-flow', { customer: 'Ada' });
    await start('other');
    await harness.engine.approveStep(as('lea'), { instanceId, notes: 'Ada is fine' });
    const { log, nextPageToken } = await exported();
    expect(nextPageToken).toBeUndefined();
    expect(log.objects.map(({ id }) => id)).toEqual(
      expect.arrayContaining([instanceId, `${instanceId}/sign`, 'person/rita', 'person/lea']),
    );
    expect(log.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['workflow_started', 'step_assigned', 'step_approved', 'workflow_completed']),
    );
    expect(JSON.stringify(log)).not.toContain('Ada');
  });
  it('comes in pages that lose and repeat no instance', async () => {
    const ids = [];
    for (let i = 0; i < 30; i++) ids.push(await start());
    const first = await exported();
    const second = await exported(first.nextPageToken);
    const found = [first, second].flatMap(({ log }) => log.objects).filter(({ type }) => type === 'test-flow');
    expect(found.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(second.nextPageToken).toBeUndefined();
  });
  it('is for those who see the numbers, from pages there are', async () => {
    await expect(exported(undefined, 'lea')).rejects.toThrow(Refused);
    await expect(exported('no token')).rejects.toThrow(Refused);
  });
});
