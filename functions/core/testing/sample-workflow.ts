// Small definitions and instances in any state, for the tests of what reads them.
import type { z } from 'zod';
import { definitionSchema, type WorkflowDefinition } from '../definition/schema.ts';
import type { EndedStep, Instance, OpenStep, StepInstance } from '../instance.ts';
import { MORNING } from './sample-people.ts';

type Input = z.input<typeof definitionSchema>;

export const APPROVAL = { id: 'review', type: 'approval', assignedTo: 'role:sr' } as const;

/** A definition as it is written, complete but for what a test says. */
export const written = (fields: Partial<Input> = {}): Input => ({
  id: 'sample',
  name: 'Sample',
  version: '1.0.0',
  roles: ['sr', 'cro'],
  steps: [APPROVAL],
  ...fields,
});
export const definitionWith = (fields: Partial<Input> = {}): WorkflowDefinition =>
  definitionSchema.parse(written(fields));

export const openStep = (fields: Partial<OpenStep> = {}): OpenStep => ({
  state: 'assigned',
  attempt: 1,
  startedAt: MORNING,
  level: 0,
  assignees: [{ user: 'sr-1', via: 'role:sr' }],
  votes: {},
  dueAt: null,
  deadline: null,
  reassignAt: null,
  pool: [],
  queue: [],
  action: 0,
  wait: null,
  output: {},
  ...fields,
});

export const endedStep = (fields: Partial<EndedStep> = {}): EndedStep => ({
  state: 'completed',
  attempt: 1,
  startedAt: MORNING,
  endedAt: MORNING + 1_000,
  level: 0,
  assignees: [{ user: 'sr-1', via: 'role:sr' }],
  votes: { 'sr-1': { decision: 'approved', at: MORNING + 1_000 } },
  outcome: 'approved',
  output: {},
  ended: 1,
  ...fields,
});

export const instanceWith = (
  steps: Readonly<Record<string, StepInstance>>,
  fields: Partial<Instance> = {},
): Instance => ({
  id: 'instance-1',
  definition: { id: 'sample', version: '1.0.0', hash: 'h' },
  status: 'running',
  outcome: null,
  revision: 3,
  now: MORNING,
  data: {},
  context: { startedBy: 'requester-1', startedAt: MORNING, priority: 'medium', tags: [], source: null },
  endedAt: null,
  pausedAt: null,
  reason: null,
  steps,
  endedSteps: 0,
  effects: {},
  compensations: [],
  messages: {},
  incidents: {},
  comments: [],
  changesRequested: null,
  changes: [],
  loops: {},
  signals: {},
  pauses: [],
  sla: null,
  parent: null,
  depth: 0,
  record: null,
  children: [],
  viewers: ['requester-1'],
  ...fields,
});
