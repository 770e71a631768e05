// From a click or a key to the deed: asks what has to be asked, does it, and says how it went.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { asApiError } from '../api/error.ts';
import { usePeople } from '../data/people.ts';
import { say, sayProblem } from '../design/toast.tsx';
import { go } from '../router/router.ts';
import { approve, comment, complete, delegate, rejectTask, sendBack, type Target } from './deeds.ts';
import { PersonDialog, TextDialog } from './dialogs.tsx';
import { refusalText } from './refused.ts';
import { decidingWords } from './words.ts';

export type Deed = 'approve' | 'complete' | 'reject' | 'sendBack' | 'delegate' | 'comment';

export interface Asked {
  readonly deed: Deed;
  readonly target: Target;
  /** What people call the request. */
  readonly title: string;
  /** What was filled in, where the step asks for it. */
  readonly output?: Readonly<Record<string, unknown>>;
}

export interface Deciding {
  begin(asked: Asked): void;
  /** The question that is open, to be drawn somewhere. */
  readonly dialog: ComponentChildren;
  /** What was sent and is not answered yet. */
  readonly isBusy: boolean;
}

export const pathOf = ({ instanceId, stepId }: Pick<Target, 'instanceId' | 'stepId'>): string =>
  `/decide/${encodeURIComponent(instanceId)}/${encodeURIComponent(stepId)}`;

/** `onProblem` sees a refusal before it is told; true: it has told it itself. */
export function useDeciding(onProblem: (error: unknown, asked: Asked) => boolean = toItsPage): Deciding {
  const words = decidingWords();
  const { nameOf } = usePeople();
  const [open, setOpen] = useState<Asked | null>(null);
  const [isBusy, setBusy] = useState(false);

  const perform = (asked: Asked, run: () => Promise<unknown>, said: string): void => {
    setOpen(null);
    setBusy(true);
    run()
      .then(
        () => say(said),
        (error) => onProblem(error, asked) || sayProblem(refusalText(asApiError(error), nameOf)),
      )
      .finally(() => setBusy(false));
  };

  const begin = (asked: Asked): void => {
    const { deed, target, title, output } = asked;
    if (deed === 'approve') perform(asked, () => approve(target, output), words.done.approve(title));
    else if (deed === 'complete') perform(asked, () => complete(target, output), words.done.complete(title));
    else setOpen(asked);
  };

  const dialog = open && <Question asked={open} nameOf={nameOf} onClose={() => setOpen(null)} perform={perform} />;
  return { begin, dialog, isBusy };
}

/** A step that asks for more than a click is decided on its own page. */
function toItsPage(error: unknown, { deed, target }: Asked): boolean {
  const isLacking = asApiError(error).reason === 'INVALID_DATA' && (deed === 'approve' || deed === 'complete');
  if (!isLacking || location.pathname === pathOf(target)) return false;
  go(pathOf(target));
  say(decidingWords().needsForm, { icon: 'edit' });
  return true;
}

interface QuestionProps {
  readonly asked: Asked;
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
  readonly perform: (asked: Asked, run: () => Promise<unknown>, said: string) => void;
}
function Question({ asked, nameOf, onClose, perform }: QuestionProps) {
  const words = decidingWords();
  const { deed, target, title } = asked;
  switch (deed) {
    case 'delegate':
      return (
        <PersonDialog
          title={words.ask.delegate(title)}
          button={words.delegate}
          hint={words.toHint}
          onClose={onClose}
          onDone={(to, note) =>
            perform(asked, () => delegate(target, to, note), words.done.delegate(title, nameOf(to)))
          }
        />
      );
    case 'comment':
      return (
        <TextDialog
          title={words.ask.comment(title)}
          label={words.text}
          needed={words.textNeeded}
          button={words.comment}
          onClose={onClose}
          onDone={(text) => perform(asked, () => comment(target, text), words.done.comment)}
        />
      );
    default: {
      const isReject = deed === 'reject';
      return (
        <TextDialog
          title={isReject ? words.ask.reject(title) : words.ask.sendBack(title)}
          label={words.reason}
          hint={isReject ? words.reasonReject : words.reasonSendBack}
          needed={words.reasonNeeded}
          button={isReject ? words.reject : words.sendBack}
          isDanger={isReject}
          onClose={onClose}
          onDone={(reason) =>
            perform(
              asked,
              () => (isReject ? rejectTask(target, reason) : sendBack(target, reason)),
              isReject ? words.done.reject(title) : words.done.sendBack(title),
            )
          }
        />
      );
    }
  }
}
