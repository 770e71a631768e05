// What has failed or cannot go on, by its error: one cause is mended once, and then all of its requests go on.
import { store } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { csvText, download } from '../../design/csv.ts';
import { Empty, Show } from '../../design/feedback.tsx';
import { Time } from '../../design/time.tsx';
import { type Batch, useBatch } from '../../overseeing/batch.tsx';
import { asked, Choice, InstanceLink, MoreNote, shortId, useWorkflows } from '../../overseeing/parts.tsx';
import { overseeingWords } from '../../overseeing/words.ts';
import { list, number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { CHANGED, operatorDeeds } from './deeds.ts';
import { kindText, type Troubles } from './incidents.tsx';
import { type Group, groupsOf, type Item, stuckItems } from './items.ts';
import { operationsWords } from './words.ts';

export function StuckView({ incidents, failed }: Troubles) {
  const words = operationsWords();
  return (
    <Show loaded={failed} onRetry={() => void store.refresh('listWorkflowInstances')}>
      {({ rows, more }) => {
        const items = stuckItems(rows, incidents.data?.rows ?? []);
        return items.length === 0 ? (
          <Empty icon="check" title={words.noStuck}>
            {words.noStuckText}
          </Empty>
        ) : (
          <>
            <MoreNote more={more} count={rows.length} />
            <Groups items={items} />
          </>
        );
      }}
    </Show>
  );
}

function Groups({ items }: { readonly items: readonly Item[] }) {
  const { nameOf } = useWorkflows();
  const over = overseeingWords();
  const { actions } = shared();
  const batch = useBatch<Item>({ titleOf: ({ instanceId }) => shortId(instanceId), changes: CHANGED });
  const workflow = asked('workflow');
  const shown = items.filter(({ workflowId }) => workflow === '' || workflowId === workflow);
  const ids = [...new Set(items.map(({ workflowId }) => workflowId))];
  return (
    <>
      <div class="table-tools">
        <Choice
          name="workflow"
          label={over.workflow}
          all={over.allWorkflows}
          options={ids.map((id) => [id, nameOf(id)])}
        />
        <span class="spread" />
        <Button tone="quiet" icon="download" onClick={() => download('countersign-stuck.csv', stuckCsv(shown))}>
          {actions.csv}
        </Button>
      </div>
      <ul class="groups">
        {groupsOf(shown).map((group) => (
          <GroupCard key={group.pattern} group={group} batch={batch} />
        ))}
      </ul>
      {batch.dialog}
    </>
  );
}

function stuckCsv(items: readonly Item[]): string {
  const words = operationsWords();
  const over = overseeingWords();
  return csvText([
    [over.instance, over.workflow, over.step, words.kind, words.message, words.since],
    ...items.map((item) => [item.instanceId, item.workflowId, item.stepId, kindOf(item), item.error, item.at]),
  ]);
}

const kindOf = ({ incident }: Item): string => kindText(incident?.kind ?? 'failed');

function GroupCard({ group, batch }: { readonly group: Group; readonly batch: Batch<Item> }) {
  const words = operationsWords();
  const over = overseeingWords();
  const { nameOf } = useWorkflows();
  const { error, items, workflows, oldestAt } = group;
  const { retry, skip, dismiss, cancel } = operatorDeeds();
  return (
    <li class="card padded group">
      <div class="row">
        <strong class="number">{words.groupOf(number(items.length))}</strong>
        <span class="quiet small">
          {words.in} {list(workflows.map(nameOf))} · {words.oldest} <Time at={oldestAt} />
        </span>
      </div>
      <p class="cause">{error}</p>
      <div class="row">
        {[retry, skip, dismiss, cancel].map((deed) => {
          const fitting = items.filter(deed.fits).length;
          return (
            fitting > 0 && (
              <Button
                key={deed.id}
                isSmall
                tone={deed.isDanger ? 'danger' : 'neutral'}
                icon={deed.icon}
                isBusy={batch.isBusy}
                onClick={() => batch.begin(deed, items)}
              >
                {over.with(deed.label, number(fitting))}
              </Button>
            )
          );
        })}
      </div>
      <details>
        <summary>{words.showAll}</summary>
        <ul class="group-items">
          {items.map((item) => (
            <li key={item.key}>
              <InstanceLink id={item.instanceId} />
              <Chip tone="bad">{kindOf(item)}</Chip>
              <span class="soft">{item.stepId ?? nameOf(item.workflowId)}</span>
              <span class="quiet small spread">
                <Time at={item.at} />
              </span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
