// What the figures are of, chosen: workflow, version and days.
import type { Answer } from '../../api/client.ts';
import { Field } from '../../design/field.tsx';
import { setQuery } from '../../router/router.ts';
import { type Filter, PRESETS, type Preset, presetQuery } from './filter.ts';
import { analyticsWords } from './words.ts';

export interface Workflow {
  readonly workflowId: string;
  readonly name: string;
  /** Newest first. */
  readonly versions: readonly string[];
  /** The newest active one, else the newest. */
  readonly newest: string;
}

/** They come by id, the oldest version first. */
export function workflowsOf(rows: Answer<'listWorkflowDefinitions'>['definitions']): readonly Workflow[] {
  return [...Map.groupBy(rows, ({ workflowId }) => workflowId)].flatMap(([workflowId, versions]) => {
    const newest = versions.findLast(({ status }) => status === 'active') ?? versions.at(-1);
    if (newest === undefined) return [];
    const { name, version } = newest;
    return [{ workflowId, name, versions: versions.map((row) => row.version).toReversed(), newest: version }];
  });
}

interface BarProps {
  readonly filter: Filter;
  readonly workflows: readonly Workflow[];
}

export function FilterBar({ filter, workflows }: BarProps) {
  const words = analyticsWords().filter;
  const { workflowId, version } = filter;
  const versions = workflows.find((one) => one.workflowId === workflowId)?.versions ?? [];
  return (
    <search class="analytics-filter" aria-label={words.label}>
      <Field label={words.workflow}>
        {(attributes) => (
          <select
            {...attributes}
            class="input"
            value={workflowId ?? ''}
            onChange={(event) => setQuery({ workflow: event.currentTarget.value, version: null })}
          >
            {workflows.map((one) => (
              <option key={one.workflowId} value={one.workflowId}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.version}>
        {(attributes) => (
          <select
            {...attributes}
            class="input"
            value={version ?? ''}
            onChange={(event) => setQuery({ workflow: workflowId, version: event.currentTarget.value })}
          >
            <option value="">{words.all}</option>
            {versions.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Field>
      <Range filter={filter} />
    </search>
  );
}

const OWN = 'own';

function Range({ filter: { from, to, preset } }: { readonly filter: Filter }) {
  const words = analyticsWords().filter;
  const choose = (chosen: string) =>
    setQuery(chosen === OWN ? { range: null, from, to } : presetQuery(chosen as Preset));
  return (
    <>
      <Field label={words.range}>
        {(attributes) => (
          <select
            {...attributes}
            class="input"
            value={preset ?? OWN}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {[...PRESETS, OWN].map((one) => (
              <option key={one} value={one}>
                {words.presets[one as Preset]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(['from', 'to'] as const).map((end) => (
        <Field key={end} label={words[end]}>
          {(attributes) => (
            <input
              {...attributes}
              class="input"
              type="date"
              value={end === 'from' ? from : to}
              onChange={({ currentTarget: { value } }) =>
                value !== '' && setQuery({ range: null, from, to, [end]: value })
              }
            />
          )}
        </Field>
      ))}
    </>
  );
}
