// What replies are answered with: the facts of each answer. The words, in the reader's language, are handed in.

import type { SpokenTask, WaitingTask } from '../core/spoken-task.ts';
import type { User } from '../core/user.ts';

type Answer<F> = (to: User, facts: F) => string;
interface OfTask {
  readonly task: SpokenTask;
}
interface OfName extends OfTask {
  /** As it was written, or as the directory has it. */
  readonly name: string;
}

export interface ReplyWords {
  /** `isOver`: the step has ended by it; otherwise others are still asked. */
  readonly approved: Answer<OfTask & { readonly isOver: boolean }>;
  readonly rejected: Answer<OfTask & { readonly isOver: boolean }>;
  readonly delegated: Answer<OfName>;
  readonly details: Answer<{ readonly task: WaitingTask }>;
  /** Those due first; `more`: how many are not listed. */
  readonly openTasks: Answer<{ readonly tasks: readonly WaitingTask[]; readonly more: number }>;
  readonly needsReason: Answer<OfTask>;
  readonly needsPage: Answer<OfTask & { readonly link: string }>;
  /** `page`: where they sign in; null: it is not known. */
  readonly needsSignIn: Answer<OfTask & { readonly page: string | null }>;
  /** `by`: names of those who decided; empty where nobody did. */
  readonly alreadyDecided: Answer<OfTask & { readonly by: readonly string[]; readonly outcome: string }>;
  readonly unknownCode: Answer<{ readonly code: string }>;
  /** The task was theirs, and is with somebody else now, or was begun anew under another code. */
  readonly staleCode: Answer<OfTask>;
  /** The tasks that could be meant, each with a longer code. */
  readonly ambiguousCode: Answer<{ readonly tasks: readonly SpokenTask[] }>;
  readonly unknownName: Answer<OfName>;
  /** `names`: whoever could be meant. */
  readonly severalNames: Answer<OfName & { readonly names: readonly string[] }>;
  readonly cannotDelegate: Answer<OfName & { readonly reason: string }>;
  readonly stranger: () => string;
  /** What can be written. */
  readonly notUnderstood: (to: User) => string;
  /** Nothing was done as far as we know; they write again in a while. */
  readonly busy: (to: User | null) => string;
  /** `reason`: one of the core's table of refusals; `message`: in English. */
  readonly refused: Answer<OfTask & { readonly reason: string; readonly message: string }>;
}
