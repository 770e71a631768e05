// What is done with the chosen rows: asks what has to be asked, does it, and says how each of them went.
import './overseeing.css';
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useState } from 'preact/hooks';
import type { OperationName } from '../api/client.ts';
import { asApiError } from '../api/error.ts';
import { act } from '../data/query.ts';
import { PersonDialog, TextDialog } from '../deciding/dialogs.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import { say } from '../design/toast.tsx';
import { errorText } from '../words/error-text.ts';
import { number } from '../words/format.ts';
import { shared } from '../words/words.ts';
import { type Result, runMany } from './many.ts';
import { overseeingWords } from './words.ts';

export interface Answers {
  /** What was said to it; empty where nothing is asked. */
  readonly reason: string;
  /** A person's id, where one is asked for. */
  readonly to: string;
}
export interface Deed<T> {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly asks: 'nothing' | 'reason' | 'person';
  readonly isDanger?: boolean;
  /** Whether it can be done with this one. */
  readonly fits: (item: T) => boolean;
  readonly run: (item: T, answers: Answers) => Promise<unknown>;
  /** Asks in its own way, instead of the usual question. */
  readonly question?: FunctionComponent<OwnQuestionProps<T>>;
}
export interface OwnQuestionProps<T> {
  readonly title: string;
  readonly items: readonly T[];
  readonly onClose: () => void;
  readonly onDone: (answers: Answers) => void;
}
interface Begun<T> {
  readonly deed: Deed<T>;
  readonly items: readonly T[];
}
export interface Batch<T> {
  /** Opens the question, or does it at once where nothing is asked. */
  begin(deed: Deed<T>, items: readonly T[]): void;
  readonly isBusy: boolean;
  /** To be drawn somewhere: the question or the results. */
  readonly dialog: ComponentChildren;
}
interface BatchParts<T> {
  readonly titleOf: (item: T) => string;
  /** Operations whose answers are different afterwards. */
  readonly changes: readonly OperationName[];
  readonly onDone?: () => void;
}

const NOTHING: Answers = { reason: '', to: '' };

export function useBatch<T>({ titleOf, changes, onDone }: BatchParts<T>): Batch<T> {
  const words = overseeingWords();
  const [asked, setAsked] = useState<Begun<T> | null>(null);
  const [results, setResults] = useState<readonly Result<T>[] | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function perform({ deed, items }: Begun<T>, answers: Answers): Promise<void> {
    setAsked(null);
    setBusy(true);
    const all = await act({
      run: () =>
        runMany(
          items,
          (item) => deed.run(item, answers),
          (error) => errorText(asApiError(error)),
        ),
      changes,
    });
    setBusy(false);
    onDone?.();
    if (all.every(({ problem }) => problem === null)) say(`${deed.label}: ${words.done(number(all.length))}`);
    else setResults(all);
  }
  const begin = (deed: Deed<T>, items: readonly T[]): void => {
    const begun = { deed, items: items.filter(deed.fits) };
    if (deed.asks === 'nothing') void perform(begun, NOTHING);
    else setAsked(begun);
  };
  const dialog = (
    <>
      {asked && (
        <Question
          begun={asked}
          titleOf={titleOf}
          onClose={() => setAsked(null)}
          onDone={(said) => void perform(asked, said)}
        />
      )}
      {results && <Results results={results} titleOf={titleOf} onClose={() => setResults(null)} />}
    </>
  );
  return { begin, isBusy, dialog };
}

interface QuestionProps<T> {
  readonly begun: Begun<T>;
  readonly titleOf: (item: T) => string;
  readonly onClose: () => void;
  readonly onDone: (answers: Answers) => void;
}
function Question<T>({ begun: { deed, items }, titleOf, onClose, onDone }: QuestionProps<T>) {
  const words = overseeingWords();
  const [only] = items;
  const title =
    items.length === 1 && only !== undefined
      ? `${deed.label}: ${titleOf(only)}`
      : words.with(deed.label, number(items.length));
  const Own = deed.question;
  if (Own !== undefined) return <Own title={title} items={items} onClose={onClose} onDone={onDone} />;
  if (deed.asks === 'person')
    return (
      <PersonDialog
        title={title}
        button={deed.label}
        onClose={onClose}
        onDone={(to, reason) => onDone({ to, reason })}
      />
    );
  return (
    <TextDialog
      title={title}
      label={words.reason}
      hint={words.reasonHint}
      needed={words.reasonNeeded}
      button={deed.label}
      isDanger={deed.isDanger ?? false}
      onClose={onClose}
      onDone={(reason) => onDone({ ...NOTHING, reason })}
    />
  );
}

interface ResultsProps<T> {
  readonly results: readonly Result<T>[];
  readonly titleOf: (item: T) => string;
  readonly onClose: () => void;
}
function Results<T>({ results, titleOf, onClose }: ResultsProps<T>) {
  const words = overseeingWords();
  const { actions } = shared();
  const failed = results.filter(({ problem }) => problem !== null).length;
  return (
    <Dialog title={words.someFailed} onClose={onClose} foot={<Button onClick={onClose}>{actions.close}</Button>}>
      <p>{words.someFailedText(number(results.length - failed), number(failed))}</p>
      <ul class="results">
        {results.map(({ item, problem }, index) => (
          <li key={`${titleOf(item)} ${index}`} class={problem === null ? 'good' : 'bad'}>
            <Icon name={problem === null ? 'check' : 'close'} />
            <span>
              <strong>{titleOf(item)}</strong> {problem}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface BarProps<T> {
  readonly items: readonly T[];
  readonly deeds: readonly Deed<T>[];
  readonly batch: Batch<T>;
  readonly onClear: () => void;
}
/** What can be done with the chosen; each button says with how many of them. */
export function BatchBar<T>({ items, deeds, batch, onClear }: BarProps<T>) {
  const words = overseeingWords();
  const { actions, count } = shared();
  if (items.length === 0) return null;
  const text = count.selected(number(items.length));
  return (
    <section class="batch" aria-label={text}>
      <strong>{text}</strong>
      {deeds.map((deed) => {
        const fitting = items.filter(deed.fits).length;
        return (
          fitting > 0 && (
            <Button
              key={deed.id}
              tone={deed.isDanger ? 'danger' : 'neutral'}
              icon={deed.icon}
              isBusy={batch.isBusy}
              onClick={() => batch.begin(deed, items)}
            >
              {words.with(deed.label, number(fitting))}
            </Button>
          )
        );
      })}
      <Button tone="quiet" onClick={onClear}>
        {actions.clear}
      </Button>
    </section>
  );
}
