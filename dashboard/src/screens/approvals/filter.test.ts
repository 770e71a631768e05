// Rules of which tasks are shown.
import { expect, it } from 'vitest';
import type { Task } from '../../api/api.ts';
import { dueOf, filterTasks, titleOf } from './filter.ts';

const NOW = new Date(2026, 10, 27, 10).getTime();
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
const task = (fields: Partial<Task>): Task => ({
  instanceId: 'i',
  stepId: 's',
  attempt: 1,
  name: 'Check',
  type: 'approval',
  actions: [],
  workflowId: 'orders',
  workflowName: 'Orders',
  requester: 'rina',
  priority: 'medium',
  revision: 1,
  assignedAt: at(-1),
  fields: [{ label: 'Order ID', value: 'ORD-1' }],
  ...fields,
});

it('a task is late after its moment, due today until midnight, and otherwise later', () => {
  expect([at(-1), at(1), at(20), undefined].map((dueAt) => dueOf(dueAt === undefined ? {} : { dueAt }, NOW))).toEqual([
    'late',
    'today',
    'later',
    'later',
  ]);
});

it('a request is called by its own id, or by the step', () => {
  expect(titleOf(task({}))).toBe('ORD-1');
  expect(titleOf(task({ fields: [] }))).toBe('Check');
});

it('what is looked for may stand in any value or in the requester’s name', () => {
  const tasks = [task({}), task({ requester: 'karim', workflowId: 'visits', dueAt: at(-1) })];
  const find = (filter: object) =>
    filterTasks(tasks, { due: 'all', workflowId: '', find: '', ...filter }, NOW, (id) => `${id} khan`).length;
  expect(find({})).toBe(2);
  expect(find({ find: 'KARIM KHAN' })).toBe(1);
  expect(find({ find: 'ord-1' })).toBe(2);
  expect(find({ due: 'late' })).toBe(1);
  expect(find({ workflowId: 'orders', due: 'late' })).toBe(0);
});
