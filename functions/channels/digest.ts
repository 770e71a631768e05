// The list of a person's open tasks: what is late first, then what is due today, then the rest.
import type { Channel } from '../core/user.ts';
import type { MessageFacts } from './facts.ts';
import type { Reader } from './format.ts';
import { dayText } from './format.ts';
import { valueText } from './values.ts';

/** One task of a digest. */
export interface DigestTask {
  /** What it is: the names of the workflow and the step. */
  readonly title: string;
  /** The name of who asks. */
  readonly requester: string;
  /** Epoch ms. */
  readonly dueAt?: number;
  /** For a reply in the chat, where one is accepted. */
  readonly code?: string | null;
  /** Where it is decided. */
  readonly link?: string | null;
}

/** The words of `group` are among those of the language. */
export type DigestGroup = 'late' | 'due_today' | 'due_later';

export const DIGEST_TASKS_MAX: { readonly [channel in Channel]: number } = { whatsapp: 5, email: 10, in_app: 0 };
const TITLE_CHARS: { readonly [channel in Channel]: number } = { whatsapp: 80, email: 200, in_app: 80 };
const PERSON_CHARS: { readonly [channel in Channel]: number } = { whatsapp: 60, email: 100, in_app: 60 };
const CODE_CHARS_MAX = 12;

/**
 * The facts of a digest: `tasks` the first of them or all, `openTasks` how many there are in all, `at` (epoch ms) the moment
 * by which they are late or due today. No single request is behind it, so the facts of a request are empty.
 */
export const digestFacts = (digest: {
  readonly tasks: readonly DigestTask[];
  readonly openTasks?: number;
  readonly at: number;
}): MessageFacts => ({
  workflowName: '',
  instanceId: '',
  requester: { id: '', name: '' },
  priority: 'medium',
  startedAt: digest.at,
  data: {},
  fields: [],
  tasks: digest.tasks,
  openTasks: digest.openTasks ?? digest.tasks.length,
  at: digest.at,
});

/** The tasks as templates see them, in order, as many as the channel shows. */
export function digestTasks({ tasks = [], at }: MessageFacts, channel: Channel, reader: Reader) {
  const shown = tasks
    .toSorted((a, b) => (a.dueAt ?? Number.MAX_VALUE) - (b.dueAt ?? Number.MAX_VALUE))
    .slice(0, DIGEST_TASKS_MAX[channel])
    .map((task) => ({ ...task, group: at === undefined ? null : groupOf(task, at, reader) }));
  return shown.map(({ title, requester, dueAt, code, link, group }, index) => ({
    number: index + 1,
    title: valueText(title, channel, TITLE_CHARS[channel]),
    requester: valueText(requester, channel, PERSON_CHARS[channel]),
    dueAt: dueAt ?? null,
    code: code == null ? null : valueText(code, channel, CODE_CHARS_MAX),
    link: link ?? null,
    group,
    opensGroup: group !== null && group !== shown[index - 1]?.group,
  }));
}

function groupOf({ dueAt }: DigestTask, at: number, reader: Reader): DigestGroup {
  if (dueAt === undefined) return 'due_later';
  if (dueAt < at) return 'late';
  return dayText(dueAt, reader) === dayText(at, reader) ? 'due_today' : 'due_later';
}
