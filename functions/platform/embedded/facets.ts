// The side rows of an instance: who has it open, who may see it, its tags, its messages under way. Only what changed is written.
import type { InstanceIndex } from '../../core/document.ts';
import type { Sql } from './database.ts';

const TABLES = ['assignees', 'viewers', 'tags', 'deliveries'] as const;
type Table = (typeof TABLES)[number];
type Side = readonly [table: Table, value: string, startedAt: number, amount: number];

/** The side rows as text, kept with the instance so that the next commit knows what is there. */
export function facetsOf(index: InstanceIndex): string {
  const sides = { assignees: index.openFor, viewers: index.viewers, tags: index.tags, deliveries: index.deliveries };
  const rows: Side[] = [];
  for (const table of TABLES) {
    const amounts = new Map<string, number>();
    for (const value of sides[table]) amounts.set(value, (amounts.get(value) ?? 0) + 1);
    for (const [value, amount] of amounts) rows.push([table, value, index.startedAt, amount]);
  }
  return JSON.stringify(rows);
}

export function replaceFacets(sql: Sql, instanceId: string, before: string, after: string): void {
  if (before === after) return;
  const old = sidesByKey(before);
  const wanted = sidesByKey(after);
  for (const [key, [table, value, startedAt]] of old) {
    if (wanted.has(key)) continue;
    sql.run(
      `delete from ${table} where value = ? and started_at = ? and instance_id = ?`,
      value,
      startedAt,
      instanceId,
    );
  }
  for (const [key, [table, value, startedAt, amount]] of wanted) {
    if (old.has(key)) continue;
    sql.run(
      `insert into ${table} (value, started_at, instance_id, amount) values (?, ?, ?, ?)`,
      value,
      startedAt,
      instanceId,
      amount,
    );
  }
}

const sidesByKey = (facets: string): ReadonlyMap<string, Side> =>
  new Map((JSON.parse(facets) as readonly Side[]).map((side) => [JSON.stringify(side), side]));
