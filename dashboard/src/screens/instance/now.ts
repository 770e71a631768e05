// What an instance waits for now, in one sentence.
import type { InstanceView } from '../../api/api.ts';
import type { Definition } from '../../data/definition.ts';
import { stepNameIn } from '../../data/definition.ts';
import { list, moment, number, relative, span } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { waitOf } from './story.ts';
import { instanceWords } from './words.ts';

interface Reader {
  nameOf(userId: string): string;
  /** Epoch ms. */
  readonly now: number;
}
export interface NowSentence {
  readonly text: string;
  readonly tone: 'quiet' | 'good' | 'warn' | 'bad' | 'busy';
}

export function nowSentence(view: InstanceView, definition: Definition | undefined, reader: Reader): NowSentence {
  const { now: words } = instanceWords();
  const { status } = shared();
  const { changesRequested, reason = '' } = view;
  switch (view.status) {
    case 'draft':
      return { text: words.draft, tone: 'quiet' };
    case 'paused':
      return { text: words.paused, tone: 'warn' };
    case 'failed':
      return { text: words.failed(reason), tone: 'bad' };
    case 'cancelled':
      return { text: words.cancelled(reason), tone: 'quiet' };
    case 'completed': {
      const { outcome = 'completed' } = view;
      const text = [words.completed(status[outcome]), reason].filter(Boolean).join(' ');
      return { text, tone: outcome === 'approved' || outcome === 'completed' ? 'good' : 'bad' };
    }
    case 'running':
      return changesRequested === undefined
        ? running(view, definition, reader)
        : { text: words.changes(reader.nameOf(changesRequested.by), changesRequested.reason), tone: 'warn' };
  }
}

type Open = InstanceView['openSteps'][number];
const SHOWN_MAX = 2;

function running(view: InstanceView, definition: Definition | undefined, reader: Reader): NowSentence {
  const { now: words } = instanceWords();
  // Those that people have to end come first: that is what somebody can do something about.
  const open = view.openSteps.toSorted((a, b) => Number(isTask(b, definition)) - Number(isTask(a, definition)));
  if (open.length === 0) return { text: words.nothing, tone: 'quiet' };
  const parts = open.slice(0, SHOWN_MAX).map((step) => openText(view, step, definition, reader));
  const more = open.length - SHOWN_MAX;
  const isLate = open.some(({ dueAt }) => dueAt !== undefined && Date.parse(dueAt) < reader.now);
  return {
    text: `${parts.join('; ')}${more > 0 ? ` ${words.more(number(more))}` : ''}.`,
    tone: isLate ? 'warn' : 'busy',
  };
}

const isTask = ({ stepId }: Open, definition: Definition | undefined): boolean => {
  const type = definition?.steps.find(({ id }) => id === stepId)?.type;
  return type === 'approval' || type === 'manual';
};

function openText(view: InstanceView, open: Open, definition: Definition | undefined, reader: Reader): string {
  const { now: words } = instanceWords();
  const { stepId, attempt, assignees, dueAt } = open;
  const name = stepNameIn(definition, stepId);
  if (!isTask(open, definition) && definition !== undefined) {
    const wait = waitOf(view.history, stepId, attempt);
    if (wait === null) return words.work(name);
    if (wait.kind === 'signal') return words.signal(name, wait.name);
    return wait.kind === 'time' ? words.time(name, moment(wait.at)) : words.child(name);
  }
  const votes = view.steps[stepId]?.votes ?? {};
  const waiting = assignees.filter((user) => !Object.hasOwn(votes, user));
  if (waiting.length === 0) return words.nobody(name);
  const left = dueAt === undefined ? null : Date.parse(dueAt) - reader.now;
  const due =
    left === null || dueAt === undefined
      ? ''
      : `, ${left < 0 ? words.late(span(-left)) : words.due(relative(dueAt, reader.now))}`;
  return `${words.people(name, list(waiting.map(reader.nameOf)))}${due}`;
}
