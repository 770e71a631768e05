// Reports as tables or CSV, and the audit as an event log: for those who see the numbers.

import { ocelOf } from '../core/analytics/ocel.ts';
import { COUNTED_REPORTS, type CountedReport, countedReport, exceptionsReport } from '../core/analytics/reports.ts';
import { csvOf, type Table } from '../core/csv.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import { EXCEPTIONS_LOOKED_AT_MAX, EXPORT_INSTANCES_MAX } from '../core/limits.ts';
import { dayOf } from '../core/metrics/days.ts';
import type { exportEventsRequest, InputOf, reportRequest } from '../core/requests.ts';
import type { InstanceQuery } from '../platform/platform.ts';
import { list, requirePermission, wholeAudit } from './asking.ts';
import type { Caller, Parts } from './parts.ts';
import { ALL_WORKFLOWS, readRollup } from './rollup/store.ts';

type ReportInput = InputOf<typeof reportRequest>;
interface Exceptions {
  readonly table: Table;
  readonly isComplete: boolean;
}

/** One report about one workflow, or all, from one date to another, both included. */
export async function report(parts: Parts, caller: Caller, input: ReportInput): Promise<JsonObject> {
  await requirePermission(parts, caller, ['view_analytics'], 'see reports');
  const { report: name, workflowId, from, to, format } = input;
  const { table, isComplete } = isCounted(name)
    ? { table: await countedTable(parts, name, input), isComplete: true }
    : await exceptions(parts, input);
  return {
    report: name,
    ...(workflowId === undefined ? {} : { workflowId }),
    from,
    to,
    isComplete,
    ...(format === 'csv' ? { csv: csvOf(table) } : { columns: table.columns, rows: table.rows }),
  };
}

const isCounted = (name: ReportInput['report']): name is CountedReport =>
  COUNTED_REPORTS.some((counted) => counted === name);

async function countedTable(parts: Parts, name: CountedReport, { workflowId, from, to }: ReportInput): Promise<Table> {
  const rollup = await readRollup(parts.platform.metrics, workflowId ?? ALL_WORKFLOWS, { from, to });
  return countedReport(name, rollup, workflowId === undefined ? 'workflow' : 'version');
}

/** Of the newest instances that were started in the range, so many of each kind. */
async function exceptions(parts: Parts, { workflowId, from, to }: ReportInput): Promise<Exceptions> {
  const query = {
    ...(workflowId === undefined ? {} : { workflowId }),
    from: dayOf(parts.timeZone, from).from,
    to: dayOf(parts.timeZone, to).to,
    pageSize: EXCEPTIONS_LOOKED_AT_MAX,
  };
  const kinds: readonly Partial<InstanceQuery>[] = [
    { status: 'failed' },
    { status: 'cancelled' },
    { withIncidents: true },
    // Nothing indexes a broken promise: it is looked for among the newest.
    {},
  ];
  const pages = await Promise.all(kinds.map((kind) => parts.platform.instances.list({ ...query, ...kind })));
  const found = new Map<string, Instance>();
  for (const { instances } of pages) for (const { instance } of instances) found.set(instance.id, instance);
  return {
    table: exceptionsReport([...found.values()]),
    isComplete: pages.every(({ nextPageToken }) => nextPageToken === null),
  };
}

/** The audits of the instances that were started from one date to another, both included; some instances a page. */
export async function exportEvents(
  parts: Parts,
  caller: Caller,
  { workflowId, from, to, pageToken }: InputOf<typeof exportEventsRequest>,
): Promise<JsonObject> {
  await requirePermission(parts, caller, ['view_analytics'], 'export events');
  const { documents, next } = await list(parts, {
    workflowId,
    from: dayOf(parts.timeZone, from).from,
    to: dayOf(parts.timeZone, to).to,
    pageSize: EXPORT_INSTANCES_MAX,
    ...(pageToken === undefined ? {} : { pageToken }),
  });
  const recorded = await Promise.all(
    documents.map(async ({ instance }) => ({ instance, entries: await wholeAudit(parts, instance.id) })),
  );
  return { log: ocelOf(recorded) as unknown as JsonObject, ...next };
}
