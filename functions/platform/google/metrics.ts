// Figures of workflows, a document a day.
import type { DayMetrics, MetricsStore } from '../platform.ts';
import { documentId } from './document-id.ts';
import type { Firestore } from './firestore.ts';
import { allOf } from './pages.ts';
import type { Turns } from './turns.ts';
import { fieldsOf, jsonOfFields, reference } from './values.ts';

const daysOf = (workflowId: string): string => `metrics/${documentId(workflowId)}/days`;

export interface MetricsParts {
  readonly turns: Turns;
  readonly firestore: Firestore;
}

export const createMetrics = ({ firestore, turns }: MetricsParts): MetricsStore => ({
  put: async ({ workflowId, date, figures }) => {
    const path = `${daysOf(workflowId)}/${documentId(date)}`;
    const fields = fieldsOf({ workflowId, date, figures });
    await turns.at(path, () => firestore.commit([{ kind: 'set', path, fields }]));
  },
  list: async (workflowId, from, to) => {
    const collection = daysOf(workflowId);
    // By name, which is the date: no field of these documents needs an index.
    const filters = [
      { field: '__name__', op: 'GREATER_THAN_OR_EQUAL', value: reference(`${collection}/${documentId(from)}`) },
      { field: '__name__', op: 'LESS_THAN_OR_EQUAL', value: reference(`${collection}/${documentId(to)}`) },
    ] as const;
    const days = await allOf(firestore, { collection, filters });
    return days.map(({ fields }) => jsonOfFields(fields) as unknown as DayMetrics);
  },
});
