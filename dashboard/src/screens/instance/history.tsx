// Everything that happened, the newest first: one entry for each commit, in sentences, and as data where somebody asks.
import { useState } from 'preact/hooks';
import type { InstanceView } from '../../api/api.ts';
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { Avatar } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { pointerLabel } from '../../forms/label.ts';
import { place, setQuery } from '../../router/router.ts';
import { list, moment, number } from '../../words/format.ts';
import { language } from '../../words/preferences.ts';
import { MoreAtEnd } from '../approvals/more.tsx';
import { Audit } from './audit.tsx';
import { isDetail, type Say, type Sentences } from './sentences.ts';
import { sentencesBn } from './sentences-bn.ts';
import { sentencesEn } from './sentences-en.ts';
import { type Commit, commitsOf, type Row } from './story.ts';
import { instanceWords } from './words.ts';

interface HistoryProps {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
}
const PAGE = 60;

/** `of`: a step; `who`: a person or the engine; `all`: also what is of interest only to whoever looks closely. */
function filterNow() {
  const { of = '', who = '', all = '' } = place.value.query;
  return { of, who, isAll: all !== '' };
}

export function History({ view, definition }: HistoryProps) {
  const { history: words } = instanceWords();
  const [shownMax, setShownMax] = useState(PAGE);
  const { of, who, isAll } = filterNow();
  const rows = view.history.filter(
    (row) => (of === '' || isAbout(row, of)) && (who === '' || row.actor === who) && (isAll || !isDetail(row.action)),
  );
  const commits = commitsOf(rows);
  return (
    <div class="stack">
      <Filters view={view} definition={definition} />
      {commits.length === 0 && <p class="quiet">{words.empty}</p>}
      <ol class="timeline">
        {commits.slice(0, shownMax).map((commit) => (
          <Entry key={commit.seq} commit={commit} definition={definition} />
        ))}
      </ol>
      <MoreAtEnd left={commits.length - shownMax} onMore={() => setShownMax(shownMax + PAGE)} />
    </div>
  );
}

const isAbout = ({ stepId, data }: Row, of: string): boolean =>
  stepId === of || data.stepId === of || data.from === of || data.to === of;

function Filters({ view, definition }: HistoryProps) {
  const { history: words } = instanceWords();
  const { nameOf } = usePeople();
  const { of, who, isAll } = filterNow();
  const steps = Object.keys(view.steps);
  const actors = [...new Set(view.history.map(({ actor }) => actor))];
  return (
    <div class="history-filters">
      <select
        class="input"
        aria-label={words.filterStep}
        value={of}
        onChange={(event) => setQuery({ of: event.currentTarget.value })}
      >
        <option value="">{words.all}</option>
        {steps.map((id) => (
          <option key={id} value={id}>
            {stepNameIn(definition, id)}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label={words.filterActor}
        value={who}
        onChange={(event) => setQuery({ who: event.currentTarget.value })}
      >
        <option value="">{words.anybody}</option>
        {actors.map((id) => (
          <option key={id} value={id}>
            {nameOf(id)}
          </option>
        ))}
      </select>
      <label class="check small">
        <input
          type="checkbox"
          checked={isAll}
          onChange={(event) => setQuery({ all: event.currentTarget.checked ? '1' : null })}
        />
        {words.details}
      </label>
      <Audit instanceId={view.instanceId} />
    </div>
  );
}

function Entry({ commit, definition }: { readonly commit: Commit; readonly definition: Definition | undefined }) {
  const { history: words } = instanceWords();
  const { nameOf } = usePeople();
  const name = nameOf(commit.actor);
  return (
    <li class={commit.actor === 'engine' ? 'by-engine' : undefined}>
      <Avatar name={name} />
      <div class="entry">
        <p class="row small quiet">
          <span class="soft">{name}</span>
          <Time at={commit.at} />
        </p>
        <ul>
          {commit.rows.map((row, index) => (
            <li key={`${row.action} ${index}`} class={`${toneOf(row)} ${isDetail(row.action) ? 'detail' : ''}`}>
              <SentenceOf row={row} definition={definition} />
            </li>
          ))}
        </ul>
        <details class="raw">
          <summary>
            {words.raw} · {words.entry(number(commit.seq))}
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reached by keyboard. */}
          <pre tabIndex={0}>{JSON.stringify(commit.rows, null, 2)}</pre>
        </details>
      </div>
    </li>
  );
}

const BAD = /(?:_failed|_rejected|_cancelled|incident_opened|sla_breached)$/;
const GOOD = /(?:step_approved|workflow_completed|incident_resolved)$/;
const toneOf = ({ action, data }: Row): string =>
  BAD.test(action) || data.outcome === 'rejected' ? 'bad' : GOOD.test(action) ? 'good' : '';

function SentenceOf({ row, definition }: { readonly row: Row; readonly definition: Definition | undefined }) {
  const words = instanceWords();
  const { nameOf } = usePeople();
  const stepName = (id: string): string => `“${stepNameIn(definition, id)}”`;
  const say: Say = {
    who: nameOf(row.actor),
    step: stepName(row.stepId ?? ''),
    stepName,
    person: (id) => nameOf(id ?? 'engine'),
    people: (ids) => list([...new Set(ids)].map(nameOf)),
    at: moment,
    count: number,
    channel: (id = 'preferred') => words.channel[id] ?? id,
    template: (id) => words.template[id] ?? id,
    field: (pointer) => pointerLabel(pointer, definition?.data),
  };
  return <>{sentenceOf(row, say)}</>;
}

/** An event of a newer engine than this page knows is called by its name. */
function sentenceOf({ action, data }: Row, say: Say): string {
  const sentences: Sentences = language.value === 'bn' ? sentencesBn : sentencesEn;
  const found = Object.hasOwn(sentences, action) ? sentences[action as keyof Sentences] : undefined;
  return found === undefined ? action.replaceAll('_', ' ') : found(data as never, say);
}
