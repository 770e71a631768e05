// An instance on its graph: how each step stands, which way was taken, how often it led back.
import type { InstanceView, StepView } from '../../api/api.ts';
import type { EdgeLook, LookTone, Overlay, StepLook } from '../../graph/look.ts';
import { END, START } from '../../graph/model.ts';
import { loopsOf } from './story.ts';

export const isOpen = ({ state }: Pick<StepView, 'state'>): boolean =>
  state === 'assigned' || state === 'in_progress' || state === 'escalated';
const isOver = ({ state }: Pick<StepView, 'state'>): boolean => state === 'completed' || state === 'failed';

/** What is said of a step, in the reader's language. */
export interface Labels {
  /** `outcome` where there is one. */
  state(state: string): string;
  due(at: string): string;
  level(level: number): string;
  nameOf(userId: string): string;
}

export function overlayOf(view: InstanceView, labels: Labels): Overlay {
  const loops = loopsOf(view.history);
  const isEnded = view.status === 'completed';
  return {
    step: (id) => lookOf(view, id, labels),
    edge: (from, to) => edgeOf(view, from, to, isEnded),
    loop: (from) => loops.get(from) ?? 0,
  };
}

function lookOf(view: InstanceView, id: string, labels: Labels): StepLook {
  const step = view.steps[id];
  if (step === undefined) return { tone: 'quiet' };
  const { attempt } = step;
  if (!isOpen(step)) {
    const isUnseen = step.state === 'pending';
    const label = isUnseen && view.status !== 'running' && view.status !== 'paused' ? '' : labels.state(saidOf(step));
    return { tone: toneOf(step), label, attempt, isPassedOver: step.state === 'skipped' };
  }
  const dueAt = view.openSteps.find(({ stepId }) => stepId === id)?.dueAt;
  const facts = [
    step.state === 'escalated' ? labels.level(step.level ?? 1) : '',
    dueAt === undefined ? labels.state(step.state) : labels.due(dueAt),
  ];
  const waiting = (step.assignees ?? []).filter((user) => !Object.hasOwn(step.votes ?? {}, user));
  return {
    tone: step.state === 'escalated' ? 'warn' : 'busy',
    label: facts.filter(Boolean).join(' · '),
    people: waiting.map(labels.nameOf),
    attempt,
  };
}

/** The outcome where it says more than the state does. */
const saidOf = ({ state, outcome }: StepView): string =>
  state === 'completed' && outcome !== undefined ? outcome : state;

function toneOf({ state, outcome }: StepView): LookTone {
  if (state === 'failed' || outcome === 'rejected' || outcome === 'failed') return 'bad';
  return state === 'completed' ? 'good' : 'quiet';
}

function edgeOf(view: InstanceView, from: string, to: string, isEnded: boolean): EdgeLook {
  const source = view.steps[from];
  const target = view.steps[to];
  const isLeft =
    from === START ? view.status !== 'draft' : source !== undefined && (isOver(source) || source.state === 'skipped');
  const isReached = to === END ? isEnded : target !== undefined && target.state !== 'pending';
  if (!isLeft || !isReached) return 'open';
  return source?.state === 'skipped' || target?.state === 'skipped' ? 'passed' : 'taken';
}

/** The step that a reader looks for first: the one that waits, the one that failed, or the last one that ended. */
export function stepToShow(view: InstanceView): string | undefined {
  const steps = Object.entries(view.steps);
  const failed = steps.find(([, { state }]) => state === 'failed')?.[0];
  const ended = steps.filter(([, one]) => isOver(one));
  const last = ended.toSorted(([, a], [, b]) => (a.endedAt ?? '').localeCompare(b.endedAt ?? '')).at(-1)?.[0];
  return view.openSteps[0]?.stepId ?? failed ?? last;
}
