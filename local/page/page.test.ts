// The page's pieces: escaping, words, forms, cards, messages.
import { expect, it } from 'vitest';
import { fieldsOfForm, formField } from './form.ts';
import { html } from './html.ts';
import { instancePage, instanceRows, titleOf } from './instances.ts';
import type { InstanceView, Task } from './model.ts';
import { taskCard, taskCards } from './tasks.ts';
import { createWords, remark, toneOf, valueText } from './words.ts';

const words = createWords(new Map([['cro-1', 'Rina <R>']]), 'Asia/Dhaka');
const NASTY = `"><img src=x onerror=alert('1')>&`;
const ESCAPED = '&quot;&gt;&lt;img src=x onerror=alert(&#39;1&#39;)&gt;&amp;';

it('every value is escaped, however deep, and what was escaped is not escaped again', () => {
  expect(html`<p title="${NASTY}">${[NASTY, [html`<b>${NASTY}</b>`]]}</p>`.text).toBe(
    `<p title="${ESCAPED}">${ESCAPED}<b>${ESCAPED}</b></p>`,
  );
  expect(html`${null}${false}${0}`.text).toBe('0');
});

it('marks that turn the direction of writing are shown as what they are', () => {
  expect(html`${'a\u202Eb\u2066c'}`.text).toBe('a\uFFFDb\uFFFDc');
});

it('moments are the company’s, names are the directory’s', () => {
  expect(words.moment('2026-11-22T20:00:00.000Z').text).toContain('>23 Nov, 02:00<');
  expect(words.name('cro-1')).toBe('Rina <R>');
  expect(words.name('engine')).toBe('Countersign');
  expect(words.name('gone-1')).toBe('gone-1');
});

it('figures, yes and no, labels and remarks are for readers', () => {
  expect([1234567.891, true, false, 'x'].map(valueText)).toEqual(['1,234,567.89', 'yes', 'no', 'x']);
  expect(remark({ reason: 'Why.' })).toBe('Why.');
  expect(remark({ notes: '', attempt: 1 })).toBe('');
  expect(['approved', 'failed', 'running', 'skipped'].map(toneOf)).toEqual(['good', 'bad', 'busy', 'quiet']);
});

it('a form asks for what it can, by its schema', () => {
  const fields = fieldsOfForm({
    type: 'object',
    required: ['grade'],
    properties: {
      grade: { enum: ['a', 'b'] },
      price: { type: 'number', title: 'Price now' },
      visited: { type: 'boolean' },
      note: { type: 'string' },
      items: { type: 'array' },
      odd: true,
    },
  });
  expect(fields.map(({ name, label, type }) => [name, label, type])).toEqual([
    ['grade', 'Grade', 'text'],
    ['price', 'Price now', 'number'],
    ['visited', 'Visited', 'boolean'],
    ['note', 'Note', 'text'],
  ]);
  const inputs = fields.map((field) => formField(field).text);
  expect(inputs[0]).toContain('<select name="output.grade" required><option></option><option>a</option>');
  expect(inputs[1]).toContain('type="number" step="any" name="output.price" data-type="number">');
  expect(inputs[2]).toContain('type="checkbox" name="output.visited"');
  expect(inputs[3]).toContain('Note (optional) <textarea');
  expect(fieldsOfForm(undefined)).toEqual([]);
});

const task: Task = {
  instanceId: 'i-1',
  stepId: 'ok',
  attempt: 2,
  name: NASTY,
  type: 'approval',
  workflowName: 'Flow',
  requester: 'cro-1',
  onBehalfOf: 'asm-1',
  priority: 'urgent',
  assignedAt: '2026-11-22T04:00:00Z',
  dueAt: '2026-11-22T12:00:00Z',
  fields: [{ label: NASTY, value: 5 }],
};

it('a task shows who asks, for whom, until when; rejecting asks for a reason', () => {
  const text = taskCard({ task, form: [], commandId: 'c-1' }, words).text;
  for (const part of [
    ESCAPED,
    'from Rina &lt;R&gt;',
    'in place of asm-1',
    'urgent priority',
    '18:00',
    'name="reason" required',
  ])
    expect.soft(text).toContain(part);
  expect(text).toContain('&quot;attempt&quot;:2,&quot;commandId&quot;:&quot;c-1-reject&quot;');
  expect(taskCards([], words).text).toContain('Nothing waits for you');
});

const view: InstanceView = {
  instanceId: 'abcdefghij',
  workflowId: 'flow',
  version: '1.0.0',
  status: 'failed',
  reason: NASTY,
  priority: 'medium',
  startedBy: 'cro-1',
  startedAt: '2026-11-22T04:00:00Z',
  completedAt: '2026-11-22T05:00:00Z',
  openSteps: [],
  data: { amount: 5, nested: { x: 1 } },
  steps: {
    first: { state: 'failed', attempt: 1, endedAt: '2026-11-22T04:30:00Z', error: NASTY },
    second: { state: 'skipped', attempt: 1, assignees: ['cro-1'] },
  },
  history: [
    {
      seq: 1,
      action: 'step_assigned',
      at: '2026-11-22T04:00:00Z',
      actor: 'engine',
      stepId: 'gone',
      data: { assignees: [{ user: 'cro-1' }] },
    },
    {
      seq: 2,
      action: 'step_failed',
      at: '2026-11-22T04:30:00Z',
      actor: 'engine',
      stepId: 'first',
      data: { error: NASTY },
    },
  ],
  messages: [],
};

it('an instance shows what failed and why, and says when its audit was changed', () => {
  const stepNames = new Map([
    ['first', 'First'],
    ['second', 'Second'],
    ['third', 'Third'],
  ]);
  const page = { view, workflowName: 'Flow', stepNames, cards: [], isAuditWhole: false };
  const text = instancePage(page, words).text;
  for (const part of [
    'Flow: abcdefgh',
    ESCAPED,
    'Step assigned: gone',
    '→ Rina &lt;R&gt;',
    'has been changed!',
    'None yet.',
  ])
    expect.soft(text).toContain(part);
  expect(text).not.toContain('<img');
  expect(text).not.toContain('nested');
});

it('a request is called by the id in its data, and rows say whom it waits for', () => {
  expect(titleOf({ data: { customerId: 'C-1' }, instanceId: 'x' })).toBe('C-1');
  const openSteps = [{ stepId: 's', name: 'S', assignees: ['cro-1', 'cro-1'] }];
  expect(instanceRows([{ ...view, openSteps, title: 'T' }], words).text).toContain('waits for Rina &lt;R&gt;<');
  expect(instanceRows([], words).text).toContain('No requests yet');
});
