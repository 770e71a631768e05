// Small parts that the screens of those who oversee share.
import type { ComponentChildren } from 'preact';
import { useQuery } from '../data/query.ts';
import { Note } from '../design/feedback.tsx';
import { place, setQuery } from '../router/router.ts';
import { number } from '../words/format.ts';
import { overseeingWords } from './words.ts';

/** The end of an id tells instances apart; the whole stands on hover. */
export const shortId = (instanceId: string): string => instanceId.slice(-8);

export const InstanceLink = ({ id, children }: { readonly id: string; readonly children?: ComponentChildren }) => (
  <a href={`/instances/${encodeURIComponent(id)}`} title={id} class="mono">
    {children ?? shortId(id)}
  </a>
);

const EVERY_MS = 60_000;

/** Names of workflows by id, and all of their ids. */
export function useWorkflows(): { readonly ids: readonly string[]; nameOf(workflowId: string): string } {
  const { data } = useQuery('listWorkflowDefinitions', {}, { everyMs: EVERY_MS });
  const names = new Map(data?.definitions.map(({ workflowId, name }) => [workflowId, name]));
  return { ids: [...names.keys()], nameOf: (workflowId) => names.get(workflowId) ?? workflowId };
}

interface ChoiceProps {
  /** The name in the address. */
  readonly name: string;
  readonly label: string;
  /** What is said for none of them. */
  readonly all: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}
/** A filter in the address. */
export function Choice({ name, label, all, options }: ChoiceProps) {
  return (
    <select
      class="input"
      aria-label={label}
      value={place.value.query[name] ?? ''}
      onChange={(event) => setQuery({ [name]: event.currentTarget.value })}
    >
      <option value="">{all}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

export const asked = (name: string): string => place.value.query[name] ?? '';

export function MoreNote({ more, count }: { readonly more: boolean; readonly count: number }) {
  const words = overseeingWords();
  return more ? <Note tone="warn">{words.more(number(count))}</Note> : null;
}
