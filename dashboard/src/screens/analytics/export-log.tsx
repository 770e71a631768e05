// The event log as one file, however many pages it takes.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { Button } from '../../design/button.tsx';
import { download } from '../../design/csv.ts';
import { say, sayProblem } from '../../design/toast.tsx';
import { errorText } from '../../words/error-text.ts';
import { number } from '../../words/format.ts';
import { type Progress, wholeLog } from './event-log.ts';
import type { Filter } from './filter.ts';
import { analyticsWords } from './words.ts';

export function ExportLog({ filter, workflowId }: { readonly filter: Filter; readonly workflowId: string }) {
  const words = analyticsWords().reports;
  const [progress, setProgress] = useState<Progress | null>(null);
  const isWanted = useRef(false);
  const stop = () => {
    isWanted.current = false;
  };
  // Who leaves the page does not want it any more.
  useEffect(() => stop, []);
  const { from, to } = filter;
  const run = async () => {
    isWanted.current = true;
    setProgress({ pages: 0, events: 0 });
    try {
      const log = await wholeLog(
        (pageToken) => call('exportEvents', { workflowId, from, to, pageToken }),
        setProgress,
        () => isWanted.current,
      );
      if (log !== null && log.events.length === 0) say(words.logEmpty, { icon: 'chart' });
      else if (log !== null) {
        download(`countersign-events-${workflowId}-${from}-${to}.json`, JSON.stringify(log), 'application/json');
        say(words.logDone(number(log.events.length)));
      }
    } catch (error) {
      sayProblem(errorText(asApiError(error)));
    }
    setProgress(null);
  };
  return (
    <section class="card padded stack-tight">
      <h2>{words.log}</h2>
      <p class="soft">{words.logText}</p>
      <div class="row">
        <Button icon="download" isBusy={progress !== null} onClick={() => void run()}>
          {words.logButton}
        </Button>
        {progress !== null && (
          <Button tone="quiet" onClick={stop}>
            {words.stop}
          </Button>
        )}
        <span role="status" class="quiet">
          {progress !== null && words.logProgress(number(progress.pages), number(progress.events))}
        </span>
      </div>
    </section>
  );
}
