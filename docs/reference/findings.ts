// What the check of a definition finds: each code with its meaning and a definition in which it is found.
import type { FindingCode } from '../../functions/core/definition/finding.ts';
import type { JsonObject } from '../../functions/core/json.ts';

export interface FindingWords {
  readonly means: string;
  /** Fields of a definition, laid over the usual one. */
  readonly json: JsonObject;
}

const approval = (fields: JsonObject): JsonObject => ({
  steps: [{ id: 'approve', type: 'approval', assignedTo: 'user:dan', ...fields }],
});
const system = (fields: JsonObject): JsonObject => ({ steps: [{ id: 'book', type: 'system', ...fields }] });
const table = (...rows: readonly JsonObject[]): JsonObject => ({
  data: { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
  rules: { approver: { rows } },
  ...approval({ assignedTo: 'rule:approver' }),
});

export const FINDINGS: Readonly<Record<FindingCode, FindingWords>> = {
  INVALID_DEFINITION: {
    means: 'A field is missing, misspelt or of another type, or two fields contradict each other.',
    json: { steps: [{ id: 'approve', type: 'approval' }] },
  },
  INVALID_STEP_DEPENDENCY: {
    means: 'A step names a step that does not exist, or that it cannot go back to.',
    json: approval({ dependencies: ['check'] }),
  },
  CIRCULAR_DEPENDENCY: {
    means: 'Steps wait for each other, so none of them ever begins.',
    json: {
      steps: [
        { id: 'one', type: 'approval', assignedTo: 'user:dan', dependencies: ['two'] },
        { id: 'two', type: 'approval', assignedTo: 'user:dan', dependencies: ['one'] },
      ],
    },
  },
  UNKNOWN_ROLE: { means: 'A role is not listed in "roles".', json: approval({ assignedTo: 'role:manger' }) },
  UNKNOWN_STEP_TYPE: {
    means: 'A step is of none of the four kinds.',
    json: { steps: [{ id: 'approve', type: 'aproval', assignedTo: 'user:dan' }] },
  },
  UNKNOWN_ASSIGNMENT_RULE: {
    means: 'A text names nobody: it is none of the assignment rules.',
    json: approval({ assignedTo: 'dan' }),
  },
  UNKNOWN_ACTION: { means: 'There is no action of that name.', json: system({ actions: ['orders.reserve'] }) },
  LIMIT_EXCEEDED: {
    means: 'Something is larger, deeper or longer than the engine takes.',
    json: { calendar: 'dhaka-office', ...approval({ timeout: '9999 working days' }) },
  },
  UNKNOWN_RULE: {
    means: 'A rule is named that "rules" does not have, or that is of the other kind.',
    json: approval({ conditions: { $rule: 'large' } }),
  },
  UNKNOWN_TEMPLATE: {
    means: 'There is no message of that name.',
    json: { steps: [{ id: 'tell', type: 'notification', assignedTo: 'requester', template: 'hello' }] },
  },
  UNKNOWN_FIELD: {
    means: 'A condition looks at a field that the data cannot have, or at a step that does not exist.',
    json: {
      data: { type: 'object', properties: { total: { type: 'number' } } },
      ...approval({ conditions: { totl: { $gt: 5 } } }),
    },
  },
  INVALID_EXPRESSION: {
    means: 'An expression does not parse, or yields something else than what is needed.',
    json: approval({ conditions: { $expr: 'data.total >' } }),
  },
  INVALID_SCHEMA: {
    means: 'A JSON Schema is not one, or has a pattern that could run for ever.',
    json: approval({ form: { type: 'banana' } }),
  },
  TABLE_GAP: {
    means: 'For some data no row of a decision table matches; the finding shows such data.',
    json: table({ when: { total: { $gt: 5 } }, then: 'user:dan' }),
  },
  TABLE_OVERLAP: {
    means: 'For some data several rows of a "unique" table match; the finding shows such data.',
    json: table({ when: {}, then: 'user:dan' }, { when: { total: { $gt: 5 } }, then: 'user:lea' }),
  },
  UNREACHABLE_STEP: {
    means: 'The conditions of a step can never hold.',
    json: approval({ conditions: { total: { $gt: 5, $lt: 5 } } }),
  },
  UNKNOWN_CALENDAR: { means: 'There is no working calendar of that name.', json: { calendar: 'moon-base' } },
  INFINITE_WAIT: {
    means: 'A step waits for a signal without a timeout, and nobody hears of it if none comes.',
    json: system({ actions: [{ use: 'wait.signal', with: { name: 'payment' } }] }),
  },
  SELF_APPROVAL_POSSIBLE: {
    means: 'Whoever asks may decide the request themselves.',
    json: approval({ distinctFrom: [] }),
  },
  TIMEOUT_AFTER_SLA: {
    means: 'A step may take longer than the whole workflow has promised.',
    json: { sla: { maxDuration: '1 day' }, ...approval({ timeout: '2 days' }) },
  },
  DEFAULT_APPROVES: {
    means: 'A step approves itself when nobody decides in time.',
    json: approval({ escalation: { levels: [{ after: '1 day', action: 'approve' }] } }),
  },
  NOT_PROVEN: {
    means: 'A decision table computes, or tells too many cases apart, so gaps and overlaps were not searched.',
    json: table({ when: { $expr: 'data.total > 5' }, then: 'user:dan' }, { when: { total: 1 }, then: 'user:dan' }),
  },
};
