// Tables without gaps and overlaps, steps that can be reached: proven over every region of the data.
import { holds, matchingRows } from '../../conditions/evaluate.ts';
import { doubt, type Finding, type FindingCode, problem } from '../finding.ts';
import type { DecisionTable, WorkflowDefinition } from '../schema.ts';
import { tablesOf } from '../visit.ts';
import { type Point, pointsOf } from './points.ts';

export const checkLogic = (definition: WorkflowDefinition): readonly Finding[] => [
  ...tablesOf(definition).flatMap(({ path, value }) => checkTable(definition, path, value)),
  ...unreachable(definition),
];

function checkTable(definition: WorkflowDefinition, path: string, table: DecisionTable): readonly Finding[] {
  const points = pointsOf(
    definition,
    table.rows.map((row) => row.when),
  );
  if (points === null)
    return [
      doubt(
        'NOT_PROVEN',
        path,
        'The table computes, or tells too many cases apart, to be searched for gaps and overlaps.',
      ),
    ];
  const hits = points.map((point) => ({ point, count: matchingRows(table, point.scope).length }));
  const gap = firstOf(hits.filter(({ count }) => count === 0));
  const overlap = table.hit === 'unique' ? firstOf(hits.filter(({ count }) => count > 1)) : undefined;
  return [
    ...found(gap, 'TABLE_GAP', path, 'No row matches for some data'),
    ...found(overlap, 'TABLE_OVERLAP', path, 'Several rows match for some data'),
  ];
}

type Hit = { readonly point: Point; readonly count: number };
/** A case that usual data runs into matters more than one for which a field must be missing. */
const firstOf = (hits: readonly Hit[]): Hit | undefined => hits.find(({ point }) => point.usual) ?? hits[0];

function found(hit: Hit | undefined, code: FindingCode, path: string, message: string): readonly Finding[] {
  if (hit === undefined) return [];
  const counterexample = hit.point.fields;
  const text = `${message}, such as ${JSON.stringify(counterexample)}.`;
  return [{ ...(hit.point.usual ? problem(code, path, text) : doubt(code, path, text)), counterexample }];
}

/** A step whose own conditions can never hold. */
function unreachable(definition: WorkflowDefinition): readonly Finding[] {
  return definition.steps.flatMap((step, i): readonly Finding[] => {
    const { conditions } = step;
    if (conditions === undefined) return [];
    const points = pointsOf(definition, [conditions]);
    if (points === null || points.some(({ scope }) => holds(conditions, scope))) return [];
    return [problem('UNREACHABLE_STEP', `/steps/${i}/conditions`, `The conditions of "${step.id}" can never hold.`)];
  });
}
