// Chips: a state in a word and a tone, and a deadline as it stands.
import type { ComponentChildren } from 'preact';
import { now } from '../data/live.ts';
import { exactMoment, relative, span } from '../words/format.ts';
import { shared } from '../words/words.ts';

export type Tone = 'plain' | 'quiet' | 'good' | 'warn' | 'bad' | 'busy';

export const Chip = ({ tone = 'quiet', title, children }: ChipProps) => (
  <span class={`chip ${tone}`} title={title}>
    {children}
  </span>
);
interface ChipProps {
  readonly tone?: Tone;
  readonly title?: string | undefined;
  readonly children: ComponentChildren;
}

const TONES: Readonly<Record<string, Tone>> = {
  approved: 'good',
  completed: 'good',
  done: 'good',
  auto_approved: 'good',
  rejected: 'bad',
  failed: 'bad',
  expired: 'bad',
  changes: 'warn',
  escalated: 'warn',
  paused: 'warn',
  running: 'busy',
  assigned: 'busy',
  in_progress: 'busy',
};

/** A workflow's or a step's state, or its outcome where it has one that says more. */
export function StateChip({ state, outcome }: { readonly state: string; readonly outcome?: string | undefined }) {
  const { status } = shared();
  const shown = outcome !== undefined && outcome in status && state !== 'failed' ? outcome : state;
  return <Chip tone={TONES[shown] ?? 'quiet'}>{(status as Readonly<Record<string, string>>)[shown] ?? shown}</Chip>;
}

const SOON_MS = 4 * 3_600_000;

export function SlaChip({ dueAt }: { readonly dueAt: string | undefined }) {
  const { sla } = shared();
  if (dueAt === undefined) return null;
  const left = Date.parse(dueAt) - now.value;
  const tone = left < 0 ? 'bad' : left < SOON_MS ? 'warn' : 'quiet';
  return (
    <Chip tone={tone} title={exactMoment(dueAt)}>
      {left < 0 ? sla.late(span(-left)) : sla.due(relative(dueAt, now.value))}
    </Chip>
  );
}
