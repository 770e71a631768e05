// Running registered actions in tests: by name, and with what must never differ between two answers.
import type { ActionCall, ActionResult } from '../../core/commands.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Records } from '../../platform/platform.ts';
import { actions } from '../index.ts';
import { callOf, type MemoryRecords } from './memory-records.ts';

export async function run(
  records: Records,
  use: string,
  data: JsonObject,
  fields: Partial<ActionCall> = {},
): Promise<ActionResult> {
  const action = actions[use];
  if (action === undefined) throw new Error(`no action ${use}`);
  return action(callOf(use, data, fields), { records });
}

/** Runs twice and answers both results with the number of writes that the second run made. */
export async function runTwice(
  records: MemoryRecords,
  use: string,
  data: JsonObject,
  fields: Partial<ActionCall> = {},
): Promise<{ readonly first: ActionResult; readonly second: ActionResult; readonly writesOfSecond: number }> {
  const first = await run(records, use, data, fields);
  const before = records.writes();
  const second = await run(records, use, data, fields);
  return { first, second, writesOfSecond: records.writes() - before };
}

export const errorOf = (result: ActionResult): string => (result.ok ? '' : result.error);
export const outputOf = (result: ActionResult): JsonObject => (result.ok ? (result.output ?? {}) : {});
