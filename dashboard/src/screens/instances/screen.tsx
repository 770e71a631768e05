// All requests that the reader may see: filtered by the address, as long as they are, and saved as a file.
import './instances.css';
import { useState } from 'preact/hooks';
import { asApiError } from '../../api/error.ts';
import { usePeople } from '../../data/people.ts';
import { store, useQuery } from '../../data/query.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { csvText, download } from '../../design/csv.ts';
import { Empty, Show, Skeleton } from '../../design/feedback.tsx';
import { sayProblem } from '../../design/toast.tsx';
import { place, setQuery } from '../../router/router.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { errorText } from '../../words/error-text.ts';
import { number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { csvRows } from './columns.ts';
import { FILTERS, filterOf, type Question, questionOf } from './filter.ts';
import { Filters } from './filters.tsx';
import { InstanceTable } from './table.tsx';
import { loadAll, type PagedList, type Pages, usePages } from './use-pages.ts';
import { Views } from './views-menu.tsx';
import { instancesWords } from './words.ts';

const DEFINITIONS_EVERY_MS = 60_000;

export interface Workflows {
  readonly ids: readonly string[];
  nameOf(id: string): string;
}
function useWorkflows(): Workflows {
  const { data } = useQuery('listWorkflowDefinitions', {}, { everyMs: DEFINITIONS_EVERY_MS });
  const names = new Map((data?.definitions ?? []).map(({ workflowId, name }) => [workflowId, name]));
  return { ids: [...names.keys()].sort(), nameOf: (id) => names.get(id) ?? id };
}

export function InstancesScreen() {
  const words = instancesWords();
  const { nav } = shared();
  const workflows = useWorkflows();
  const question = questionOf(place.value.query);
  const list = usePages(question);
  return (
    <div class="wide">
      <ScreenHead title={nav.instances} actions={<Views />}>
        {words.text}
      </ScreenHead>
      <Filters workflows={workflows} />
      <Show
        loaded={list.loaded}
        loading={<Skeleton rows={8} height={3} />}
        onRetry={() => void store.refresh('listWorkflowInstances')}
      >
        {(pages) => <List pages={pages} list={list} question={question} workflows={workflows} />}
      </Show>
    </div>
  );
}

interface ListProps {
  readonly pages: Pages;
  readonly list: PagedList;
  readonly question: Question;
  readonly workflows: Workflows;
}
function List({ pages, list, question, workflows }: ListProps) {
  const words = instancesWords();
  if (pages.rows.length === 0) return <Nothing isFiltered={Object.keys(question).length > 0} />;
  return (
    <>
      <div class="list-tools">
        <span class="quiet small" role="status">
          {words.shown(number(pages.rows.length), pages.hasMore)}
        </span>
        <SaveAll question={question} workflows={workflows} />
      </div>
      <InstanceTable rows={pages.rows} workflows={workflows} />
      {pages.hasMore && (
        <div class="list-more">
          <Button isBusy={list.isLoadingMore} onClick={list.more}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  );
}

/** Everything that the filter shows, also what was not scrolled to. */
function SaveAll({ question, workflows }: Pick<ListProps, 'question' | 'workflows'>) {
  const words = instancesWords();
  const { actions } = shared();
  const { nameOf } = usePeople();
  const [isBusy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    loadAll(question)
      .then(
        (rows) =>
          download(
            'countersign-requests.csv',
            csvText(csvRows(rows, { words, nameOf, workflowName: workflows.nameOf })),
          ),
        (error) => sayProblem(errorText(asApiError(error))),
      )
      .finally(() => setBusy(false));
  };
  return (
    <span class="spread">
      <Button tone="quiet" icon="download" isBusy={isBusy} onClick={save}>
        {isBusy ? words.saving : actions.csv}
      </Button>
    </span>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const words = instancesWords();
  const { nav } = shared();
  if (isFiltered)
    return (
      <Empty icon="search" title={words.nothingFits} action={<Button onClick={clearFilters}>{words.clear}</Button>}>
        {words.nothingFitsText}
      </Empty>
    );
  return (
    <Empty icon="list" title={words.empty} action={<ButtonLink href="/requests/new">{nav.submit}</ButtonLink>}>
      {words.emptyText}
    </Empty>
  );
}

export const clearFilters = (): void => setQuery(Object.fromEntries(FILTERS.map((name) => [name, null])));
export const isFilteredNow = (): boolean => Object.keys(filterOf(place.value.query)).length > 0;
