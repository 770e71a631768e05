// Deciding many at once, with a result for each.
import { useState } from 'preact/hooks';
import type { Task } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { usePeople } from '../../data/people.ts';
import { decideMany, type ManyResult } from '../../deciding/deeds.ts';
import { TextDialog } from '../../deciding/dialogs.tsx';
import { refusalText } from '../../deciding/refused.ts';
import { decidingWords } from '../../deciding/words.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Icon } from '../../design/icon.tsx';
import { say, sayProblem } from '../../design/toast.tsx';
import { errorText } from '../../words/error-text.ts';
import { number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { titleOf } from './filter.ts';
import { approvalsWords } from './words.ts';

interface BulkProps {
  readonly tasks: readonly Task[];
  readonly onClear: () => void;
}

export function BulkBar({ tasks, onClear }: BulkProps) {
  const words = approvalsWords();
  const deciding = decidingWords();
  const { actions, count } = shared();
  const [isRejecting, setRejecting] = useState(false);
  const [results, setResults] = useState<readonly ManyResult[] | null>(null);
  const text = number(tasks.length);

  const decide = (decision: 'approve' | 'reject', reason: string): void => {
    setRejecting(false);
    decideMany(tasks, decision, reason).then(
      (all) => {
        onClear();
        if (all.every(({ problem }) => problem === null)) say(words.manyDone(number(all.length)));
        else setResults(all);
      },
      (error) => sayProblem(errorText(asApiError(error))),
    );
  };

  return (
    <>
      {tasks.length > 0 && (
        <section class="bulk" aria-label={count.selected(text)}>
          <strong>{count.selected(text)}</strong>
          <Button tone="primary" icon="check" onClick={() => decide('approve', '')}>
            {words.approveMany(text)}
          </Button>
          <Button tone="danger" icon="close" onClick={() => setRejecting(true)}>
            {words.rejectMany(text)}
          </Button>
          <Button tone="quiet" onClick={onClear}>
            {actions.clear}
          </Button>
        </section>
      )}
      {isRejecting && (
        <TextDialog
          title={deciding.ask.rejectMany(text)}
          label={deciding.reason}
          hint={deciding.reasonReject}
          needed={deciding.reasonNeeded}
          button={deciding.reject}
          isDanger
          onClose={() => setRejecting(false)}
          onDone={(reason) => decide('reject', reason)}
        />
      )}
      {results && <Results results={results} onClose={() => setResults(null)} />}
    </>
  );
}

function Results({ results, onClose }: { readonly results: readonly ManyResult[]; readonly onClose: () => void }) {
  const words = approvalsWords();
  const { actions } = shared();
  const { nameOf } = usePeople();
  const failed = results.filter(({ problem }) => problem !== null);
  return (
    <Dialog title={words.manyTitle} onClose={onClose} foot={<Button onClick={onClose}>{actions.close}</Button>}>
      <p>{words.manyText(number(results.length - failed.length), number(failed.length))}</p>
      <ul class="bulk-results">
        {results.map(({ task, problem }) => (
          <li key={`${task.instanceId} ${task.stepId}`} class={problem === null ? 'good' : 'bad'}>
            <Icon name={problem === null ? 'check' : 'close'} />
            <span>
              <strong>{titleOf(task)}</strong> {problem && refusalText(problem, nameOf)}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
