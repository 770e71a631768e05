// The figures of each workflow and day: one row each, replaced as a whole.
import type { JsonObject } from '../../core/json.ts';
import type { MetricsStore } from '../platform.ts';
import type { Database } from './database.ts';

interface MetricsRow {
  readonly date: string;
  readonly figures: string;
}

export const createMetrics = (database: Database): MetricsStore => ({
  put: ({ workflowId, date, figures }) => {
    const text = JSON.stringify(figures);
    return database.write((sql) => {
      sql.run('insert or replace into metrics (workflow_id, date, figures) values (?, ?, ?)', workflowId, date, text);
    });
  },
  list: async (workflowId, from, to) =>
    database
      .all<MetricsRow>(
        'select date, figures from metrics where workflow_id = ? and date between ? and ? order by date',
        workflowId,
        from,
        to,
      )
      .map(({ date, figures }) => ({ workflowId, date, figures: JSON.parse(figures) as JsonObject })),
});
