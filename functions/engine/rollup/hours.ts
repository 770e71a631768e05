// What ended in an hour. Its figures are kept until something in it changes, so that an audit is read about once.
import type { InstanceDocument } from '../../core/document.ts';
import { bounded, WORKFLOW_ROWS_MAX } from '../../core/metrics/bounds.ts';
import type { Day } from '../../core/metrics/days.ts';
import { type Figures, mergeFigures, NO_FIGURES } from '../../core/metrics/figures.ts';
import { type EndedInstance, figuresOf } from '../../core/metrics/instance-figures.ts';
import { type Hour, hourSchema, NO_ROLLUP, type Rollup } from '../../core/metrics/rollup.ts';
import { HOUR_MS } from '../../core/time/zone.ts';
import type { EndedQuery } from '../../platform/platform.ts';
import { wholeAudit } from '../asking.ts';
import { contentHash } from '../hash.ts';
import type { Parts } from '../parts.ts';

const PAGE_SIZE = 200;
/** Hours are remembered for as long as they are counted anew, today and yesterday, and a little longer. */
const HOURS_REMEMBERED = 72;
/** Audits that are read at the same time. */
const AUDITS_AT_ONCE = 20;

export type Versions = Rollup['versions'];

/** What ended, without the data of the request: an hour may be a busy one. */
interface Ended extends EndedInstance {
  readonly id: string;
  readonly version: string;
  readonly seq: number;
}

/** Counts hours, and remembers for one roll-up what is stored of each workflow. */
export function createHourCounter(parts: Parts) {
  const { metrics } = parts.platform;
  const remembered = new Map<string, Promise<ReadonlyMap<string, Hour>>>();
  const nameOf = (workflowId: string): string => `${workflowId}#hours`;
  const rememberedOf = (workflowId: string): Promise<ReadonlyMap<string, Hour>> => {
    const known = remembered.get(workflowId) ?? readHours(nameOf(workflowId));
    remembered.set(workflowId, known);
    return known;
  };
  const readHours = async (name: string): Promise<ReadonlyMap<string, Hour>> =>
    new Map(
      (await metrics.list(name, slotOf(0), slotOf(-1))).map(({ date, figures }) => [date, hourSchema.parse(figures)]),
    );

  const countHour = async (hour: number, workflowId: string, ended: readonly Ended[]): Promise<Versions> => {
    const slot = slotOf(Math.floor(hour / HOUR_MS));
    const source = contentHash([hour, ...ended.map(({ id, seq }) => [id, seq])]);
    const known = (await rememberedOf(workflowId)).get(slot);
    if (known?.source === source) return known.versions;
    const versions = await versionsOf(parts, ended);
    await metrics.put({ workflowId: nameOf(workflowId), date: slot, figures: { source, versions } });
    return versions;
  };

  /** What ended on the day, in parts: of one workflow and hour each, by version. */
  return async function* (day: Day): AsyncGenerator<readonly [workflowId: string, Versions]> {
    for await (const { hour, byWorkflow } of endedByHour(parts, day))
      for (const [workflowId, ended] of byWorkflow) yield [workflowId, await countHour(hour, workflowId, ended)];
  };
}

const slotOf = (hour: number): string => String((hour + HOURS_REMEMBERED) % HOURS_REMEMBERED).padStart(2, '0');

interface EndedHour {
  /** When it began (epoch ms). */
  readonly hour: number;
  readonly byWorkflow: ReadonlyMap<string, readonly Ended[]>;
}

/** The hours in which something ended, one after the other: no more than one is held at a time. */
async function* endedByHour(parts: Parts, day: Day): AsyncGenerator<EndedHour> {
  let hour = day.from;
  let byWorkflow = new Map<string, Ended[]>();
  for await (const document of endedOn(parts, day)) {
    const { definition, endedAt } = document.instance;
    const begun = day.from + Math.floor(((endedAt as number) - day.from) / HOUR_MS) * HOUR_MS;
    if (begun !== hour) {
      yield { hour, byWorkflow };
      hour = begun;
      byWorkflow = new Map();
    }
    const known = byWorkflow.get(definition.id) ?? [];
    known.push(endedOf(document));
    byWorkflow.set(definition.id, known);
  }
  yield { hour, byWorkflow };
}

/** The earliest end first. */
async function* endedOn(parts: Parts, { from, to }: Day): AsyncGenerator<InstanceDocument> {
  let query: EndedQuery | null = { from, to, pageSize: PAGE_SIZE };
  while (query !== null) {
    const { instances, nextPageToken } = await parts.platform.instances.ended(query);
    yield* instances;
    query = nextPageToken === null ? null : { from, to, pageSize: PAGE_SIZE, pageToken: nextPageToken };
  }
}

const endedOf = ({ instance, seq }: InstanceDocument): Ended => {
  const { id, definition, status, outcome, sla, loops, messages, now, endedAt, context } = instance;
  return { id, version: definition.version, seq, status, outcome, sla, loops, messages, now, endedAt, context };
};

async function versionsOf(parts: Parts, ended: readonly Ended[]): Promise<Versions> {
  const byVersion = new Map<string, Figures>();
  for (let i = 0; i < ended.length; i += AUDITS_AT_ONCE) {
    const some = ended.slice(i, i + AUDITS_AT_ONCE);
    const figures = await Promise.all(some.map(async (one) => figuresOf(one, await wholeAudit(parts, one.id))));
    for (const [j, { version }] of some.entries())
      byVersion.set(version, mergeFigures(byVersion.get(version) ?? NO_FIGURES, figures[j] as Figures));
  }
  return bounded({ ...NO_ROLLUP, versions: Object.fromEntries(byVersion) }, WORKFLOW_ROWS_MAX).versions;
}
