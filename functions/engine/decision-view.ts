// The parts of a decision page: who asks, what decides, what changed, who said what before, and what comes next.
import { hiddenPointers } from '../core/definition/hidden.ts';
import { stepOf } from '../core/definition/plan.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { StepDefinition } from '../core/definition/steps.ts';
import { type Instance, isOpen, type StepInstance, type Vote } from '../core/instance.ts';
import { type Json, type JsonObject, ownValue } from '../core/json.ts';
import { fieldsOf, labelOf } from '../core/views/fields.ts';
import { iso } from '../core/views/time.ts';
import { keysOf } from './sealing/pointer.ts';
import { REDACTED, redact } from './sealing/redact.ts';

export interface DecisionSource {
  readonly definition: WorkflowDefinition;
  readonly step: StepDefinition;
  readonly instance: Instance;
  readonly stepId: string;
  /** Who looks. */
  readonly userId: string;
  readonly nameOf: (id: string) => string;
}

const COMMENTS_MAX = 20;
const CHANGES_MAX = 20;
const ATTACHMENTS_MAX = 10;
const VALUE_LENGTH_MAX = 200;

/** Everyone whose name a page may show. */
export function peopleNamed({ context, steps, comments, changesRequested }: Instance): readonly string[] {
  const decided = Object.values(steps).flatMap((step) =>
    step.state === 'pending'
      ? []
      : [...step.assignees.flatMap(peopleOf), ...Object.entries(step.votes).flatMap(voters)],
  );
  const asked = changesRequested === null ? [] : [changesRequested.by];
  return [...new Set([context.startedBy, ...decided, ...comments.map(({ by }) => by), ...asked])];
}
const peopleOf = ({ user, onBehalfOf }: { readonly user: string; readonly onBehalfOf?: string }): readonly string[] =>
  onBehalfOf === undefined ? [user] : [user, onBehalfOf];
const voters = ([user, { onBehalfOf }]: readonly [string, Vote]): readonly string[] =>
  peopleOf({ user, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });

/** What the page is about. */
export const headOf = ({ definition, step, instance, nameOf }: DecisionSource): JsonObject => ({
  workflowName: definition.name,
  stepName: step.name ?? step.id,
  requester: nameOf(instance.context.startedBy),
});

/** What decides. Values that the definition hides are not there: a link proves less than a sign-in. */
export function detailsOf(source: DecisionSource): JsonObject {
  const { definition, instance, stepId, userId, nameOf } = source;
  const step = instance.steps[stepId];
  const data = redact(instance.data, hiddenPointers(definition)) as JsonObject;
  const shown = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== REDACTED));
  const mine = isOpen(step) ? step.assignees.find(({ user }) => user === userId) : undefined;
  const isDue = isOpen(step) && step.dueAt !== null;
  return {
    priority: instance.context.priority,
    startedAt: iso(instance.context.startedAt),
    ...(isDue ? { dueAt: iso(step.dueAt) } : {}),
    ...(mine?.onBehalfOf === undefined ? {} : { onBehalfOf: nameOf(mine.onBehalfOf) }),
    fields: fieldsOf(definition.data, shown).map((field) => ({ ...field })),
    changes: changesOf(definition, instance),
    earlier: earlierOf(source),
    comments: instance.comments.slice(-COMMENTS_MAX).map(({ by, at, text }) => ({ by: nameOf(by), at: iso(at), text })),
    attachments: attachmentsOf(data),
  };
}

/** The audit leaves out what a changed place held where the definition hides it: then both values are null. */
const changesOf = ({ data: schema }: WorkflowDefinition, { changes }: Instance): readonly JsonObject[] =>
  changes.slice(0, CHANGES_MAX).map(({ pointer, from, to }) => ({
    label: keysOf(pointer)
      .map((key, depth) => (depth === 0 ? titleOf(schema, key) : undefined) ?? labelOf(key))
      .join(' › '),
    from: shortOf(from),
    to: shortOf(to),
  }));

function titleOf(schema: JsonObject | undefined, name: string): string | undefined {
  const title = ownValue(ownValue(ownValue(schema, 'properties'), name), 'title');
  return typeof title === 'string' ? title : undefined;
}

function shortOf(value: Json): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= VALUE_LENGTH_MAX ? text : `${text.slice(0, VALUE_LENGTH_MAX)}…`;
}

interface Said {
  readonly stepId: string;
  readonly by: string;
  readonly vote: Vote;
}
const votesOf = ([stepId, step]: readonly [string, StepInstance]): readonly Said[] =>
  step.state === 'pending' ? [] : Object.entries(step.votes).map(([by, vote]) => ({ stepId, by, vote }));
const byTime = (a: Said, b: Said): number => a.vote.at - b.vote.at;

const earlierOf = ({ definition, instance, nameOf }: DecisionSource): readonly JsonObject[] =>
  Object.entries(instance.steps)
    .flatMap(votesOf)
    .sort(byTime)
    .map(({ stepId, by, vote }) => ({
      stepName: stepOf(definition, stepId).name ?? stepId,
      ...decisionOf(by, vote, nameOf),
    }));

const decisionOf = (by: string, { decision, at, notes, onBehalfOf }: Vote, nameOf: DecisionSource['nameOf']) => ({
  by: nameOf(by),
  ...(onBehalfOf === undefined ? {} : { onBehalfOf: nameOf(onBehalfOf) }),
  how: decision,
  at: iso(at),
  ...(notes === undefined ? {} : { notes }),
});

/** Links to documents, which people look at before they decide. */
function attachmentsOf(data: Json): readonly JsonObject[] {
  const found = new Map<string, JsonObject>();
  collect(data, '', found);
  return [...found.values()];
}

function collect(value: Json, name: string, found: Map<string, JsonObject>): void {
  if (found.size >= ATTACHMENTS_MAX) return;
  if (typeof value === 'string') {
    const url = value.startsWith('https://') ? URL.parse(value) : null;
    if (url !== null) found.set(url.href, { label: labelOf(name), url: url.href, host: url.host });
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, name, found);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) collect(item, key, found);
  }
}

/** Who decided this step and how: the one who looks, where they did; otherwise whoever did last; otherwise nobody. */
export function decidedOf({ instance, stepId, userId, nameOf }: DecisionSource): JsonObject {
  const step = instance.steps[stepId] as StepInstance;
  const votes = [...votesOf([stepId, step])].sort(byTime);
  const said = votes.find(({ by }) => by === userId) ?? votes.at(-1);
  if (said !== undefined) return { ...decisionOf(said.by, said.vote, nameOf), isMine: said.by === userId };
  const { changesRequested: asked } = instance;
  if (asked?.stepId === stepId)
    return {
      by: nameOf(asked.by),
      how: 'changes_requested',
      at: iso(asked.at),
      notes: asked.reason,
      isMine: asked.by === userId,
    };
  if (!('endedAt' in step)) return { how: step.state, isMine: false };
  return { how: step.state === 'completed' ? step.outcome : step.state, at: iso(step.endedAt), isMine: false };
}

/** Where the workflow stands, and whom it waits for. */
export const nextOf = ({ definition, instance, nameOf }: DecisionSource): JsonObject => ({
  status: instance.status,
  ...(instance.outcome === null ? {} : { outcome: instance.outcome }),
  waits: Object.entries(instance.steps).flatMap(([stepId, step]): readonly JsonObject[] =>
    isOpen(step)
      ? [
          {
            stepName: stepOf(definition, stepId).name ?? stepId,
            people: step.assignees
              .filter(({ user }) => !Object.hasOwn(step.votes, user))
              .map(({ user }) => nameOf(user)),
          },
        ]
      : [],
  ),
});
