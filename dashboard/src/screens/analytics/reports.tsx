// The figures as files: five reports, and the event log for process mining.
import { useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import type { Input } from '../../api/client.ts';
import { asApiError } from '../../api/error.ts';
import { Button } from '../../design/button.tsx';
import { download } from '../../design/csv.ts';
import { Note } from '../../design/feedback.tsx';
import { say, sayProblem } from '../../design/toast.tsx';
import { place, setQuery } from '../../router/router.ts';
import { errorText } from '../../words/error-text.ts';
import { ExportLog } from './export-log.tsx';
import type { Filter } from './filter.ts';
import type { Workflow } from './filter-bar.tsx';
import { analyticsWords } from './words.ts';

type Report = Input<'generateWorkflowReport'>['report'];
const REPORTS: readonly Report[] = [
  'workflow_performance',
  'sla_compliance',
  'trend',
  'stakeholder_productivity',
  'exceptions',
];

interface ReportsProps {
  readonly filter: Filter;
  readonly workflow: Workflow;
}

export function Reports({ filter, workflow }: ReportsProps) {
  const words = analyticsWords().reports;
  const isAll = place.value.query.scope === 'all';
  const [busy, setBusy] = useState('');
  const [isPartial, setPartial] = useState(false);
  const { from, to } = filter;
  const save = async (report: Report, format: 'csv' | 'json') => {
    setBusy(`${report} ${format}`);
    const scope = isAll ? {} : { workflowId: workflow.workflowId };
    try {
      const answer = await call('generateWorkflowReport', { report, format, from, to, ...scope });
      const name = `countersign-${report}-${isAll ? 'all' : workflow.workflowId}-${from}-${to}.${format}`;
      if (format === 'csv') download(name, answer.csv ?? '');
      else download(name, `${JSON.stringify(answer, null, 2)}\n`, 'application/json');
      setPartial(!answer.isComplete);
      say(name, { icon: 'download' });
    } catch (error) {
      sayProblem(errorText(asApiError(error)));
    }
    setBusy('');
  };
  return (
    <>
      <section class="stack-tight">
        <p class="soft">{words.text}</p>
        <label class="row report-scope">
          <span class="small">{words.scope}</span>
          <select
            class="input"
            value={isAll ? 'all' : 'one'}
            onChange={({ currentTarget: { value } }) => setQuery({ scope: value === 'all' ? 'all' : null })}
          >
            <option value="one">{words.one(workflow.name)}</option>
            <option value="all">{words.all}</option>
          </select>
        </label>
        {isPartial && (
          <Note tone="warn" icon="alert">
            {words.partial}
          </Note>
        )}
        <ul class="reports card">
          {REPORTS.map((report) => (
            <li key={report}>
              <div>
                <h2>{words.names[report]}</h2>
                <p class="soft small">{words.about[report]}</p>
              </div>
              <div class="row">
                {(['csv', 'json'] as const).map((format) => (
                  <Button
                    key={format}
                    icon="download"
                    label={words[format](words.names[report])}
                    isBusy={busy === `${report} ${format}`}
                    onClick={() => void save(report, format)}
                  >
                    {format.toUpperCase()}
                  </Button>
                ))}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <ExportLog filter={filter} workflowId={workflow.workflowId} />
    </>
  );
}
