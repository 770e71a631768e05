// Everything that is said to somebody who writes in the chat, by outcome and language; whatever is put in is made harmless.
import type { SpokenTask, WaitingTask } from '../core/spoken-task.ts';
import type { User } from '../core/user.ts';
import type { Reader } from './format.ts';
import { BENGALI_REPLIES } from './replies-bn.ts';
import { ENGLISH_REPLIES } from './replies-en.ts';
import { valueText } from './values.ts';

interface OfTask {
  readonly task: SpokenTask;
}
interface OfName extends OfTask {
  /** As it was written, or as the directory has it. */
  readonly name: string;
}
type Answer<F> = (facts: F) => string;

/** One answer for each outcome. A `reader` is there where a date or an amount is told. */
export interface ReplyWords {
  /** `isOver`: the step has ended by it; otherwise others are still asked. */
  readonly approved: Answer<OfTask & { readonly isOver: boolean }>;
  readonly rejected: Answer<OfTask & { readonly isOver: boolean }>;
  readonly delegated: Answer<OfName>;
  readonly details: Answer<{ readonly task: WaitingTask; readonly reader: Reader }>;
  /** Those due first; `more`: how many are not listed. */
  readonly openTasks: Answer<{
    readonly tasks: readonly WaitingTask[];
    readonly more: number;
    readonly reader: Reader;
  }>;
  readonly needsReason: Answer<OfTask>;
  readonly needsPage: Answer<OfTask & { readonly link: string }>;
  /** `page`: where they sign in; null: it is not known. */
  readonly needsSignIn: Answer<OfTask & { readonly page: string | null }>;
  /** `by`: names of those who decided; empty where nobody did. `outcome`: a word of the core, '' where there is none. */
  readonly alreadyDecided: Answer<OfTask & { readonly by: readonly string[]; readonly outcome: string }>;
  /** Nothing of that code waits for them; somebody else's task looks like none. */
  readonly unknownCode: Answer<{ readonly code: string }>;
  /** The task was theirs, and is with somebody else now, or was begun anew under another code. */
  readonly staleCode: Answer<OfTask>;
  /** The tasks that could be meant, each with a longer code. */
  readonly ambiguousCode: Answer<{ readonly tasks: readonly SpokenTask[] }>;
  readonly unknownName: Answer<OfName>;
  /** `names`: whoever could be meant. */
  readonly severalNames: Answer<OfName & { readonly names: readonly string[] }>;
  /** `reason`: one of the core's table of refusals. */
  readonly cannotDelegate: Answer<OfName & { readonly reason: string }>;
  /** Their number is in no directory. */
  readonly stranger: () => string;
  /** What can be written. */
  readonly notUnderstood: () => string;
  /** Nothing was done as far as we know; they write again in a while. */
  readonly busy: () => string;
  /** `reason`: one of the core's table of refusals; `message`: in English. */
  readonly refused: Answer<OfTask & { readonly reason: string; readonly message: string }>;
}

const TEXT_CHARS_MAX = 80;
const MESSAGE_CHARS_MAX = 300;
/** Addresses that the system made itself: nothing in them may be swapped for what looks alike. */
const ADDRESSES: ReadonlySet<string> = new Set(['link', 'page']);
function harmless(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (ADDRESSES.has(key)) return value;
    return valueText(value, 'whatsapp', key === 'message' ? MESSAGE_CHARS_MAX : TEXT_CHARS_MAX);
  }
  if (Array.isArray(value)) return value.map((item) => harmless(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, harmless(item, name)]));
}

/** The same words, which get no fact as it was typed. */
function guarded(words: ReplyWords): ReplyWords {
  const answers = Object.entries(words) as readonly [string, Answer<unknown>][];
  return Object.fromEntries(
    answers.map(([name, say]) => [name, (facts: unknown) => say(harmless(facts))]),
  ) as unknown as ReplyWords;
}

export const REPLY_WORDS: { readonly [language in User['language']]: ReplyWords } = {
  en: guarded(ENGLISH_REPLIES),
  bn: guarded(BENGALI_REPLIES),
};
