// A list of instances as SQL: one range of an index in the order of the page, everything else filtered on its way.
import { readPageToken } from '../node/page-token.ts';
import type { EndedQuery, InstanceQuery, OverdueQuery } from '../platform.ts';
import type { SqlValue } from './database.ts';

export interface ListStatement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Side tables, the one with the fewest rows for a value first: it drives the query. */
const SIDES = [
  { table: 'assignees', field: 'assignee' },
  { table: 'tags', field: 'tag' },
  { table: 'viewers', field: 'viewer' },
] as const;
const COLUMNS = [
  { column: 'i.workflow_id', field: 'workflowId' },
  { column: 'i.workflow_version', field: 'version' },
  { column: 'i.status', field: 'status' },
  { column: 'i.outcome', field: 'outcome' },
  { column: 'i.started_by', field: 'startedBy' },
] as const;

/** Selects id and start of one more row than the page has, which tells whether another page follows. */
export function listStatement(query: InstanceQuery): ListStatement {
  const where: string[] = [];
  const values: SqlValue[] = [];
  const demand = (condition: string, ...given: readonly SqlValue[]): void => {
    where.push(condition);
    values.push(...given);
  };
  const sides = SIDES.filter(({ field }) => query[field] !== undefined);
  const driver = sides[0];
  // The range is asked of the table that drives, so that its key answers both the range and the order.
  const [at, id] = driver === undefined ? ['i.started_at', 'i.id'] : ['s.started_at', 's.instance_id'];
  sides.forEach(({ table, field }, i) => {
    const value = query[field] as string;
    if (i === 0) demand('s.value = ?', value);
    else
      demand(`exists (select 1 from ${table} where value = ? and started_at = ${at} and instance_id = ${id})`, value);
  });
  for (const { column, field } of COLUMNS) {
    const value = query[field];
    if (value !== undefined) demand(`${column} = ?`, value);
  }
  if (query.withIncidents === true) demand('i.open_incidents > 0');
  if (query.from !== undefined) demand(`${at} >= ?`, query.from);
  if (query.to !== undefined) demand(`${at} < ?`, query.to);
  if (query.pageToken !== undefined) {
    const end = readPageToken(query.pageToken);
    demand(`(${at}, ${id}) < (?, ?)`, end.at, end.id);
  }
  // CROSS JOIN fixes the order of the loops: the side table outside.
  const from =
    driver === undefined ? 'instances i' : `${driver.table} s cross join instances i on i.id = s.instance_id`;
  const condition = where.length === 0 ? '' : ` where ${where.join(' and ')}`;
  return {
    text: `select ${id} as id, ${at} as at from ${from}${condition} order by ${at} desc, ${id} desc limit ?`,
    values: [...values, query.pageSize + 1],
  };
}

const ENDED = `select id, ended_at as at from instances
  where ended_at >= ? and ended_at < ? and (ended_at, id) > (?, ?) order by ended_at, id limit ?`;

/** The earliest end first; again one row more than the page has. */
export function endedStatement({ from, to, pageSize, pageToken }: EndedQuery): ListStatement {
  // No id is empty, so that a first page begins with the first id at its first moment.
  const after = pageToken === undefined ? { at: from, id: '' } : readPageToken(pageToken);
  return { text: ENDED, values: [from, to, after.at, after.id, pageSize + 1] };
}

const OVERDUE = `select id, due_at as at from instances
  where due_at < ? and (due_at, id) > (?, ?) order by due_at, id limit ?`;

/** The earliest deadline first; again one row more than the page has. */
export function overdueStatement({ before, pageSize, pageToken }: OverdueQuery): ListStatement {
  const after = pageToken === undefined ? { at: Number.MIN_SAFE_INTEGER, id: '' } : readPageToken(pageToken);
  return { text: OVERDUE, values: [before, after.at, after.id, pageSize + 1] };
}
