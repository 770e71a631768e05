// Where Google Cloud shows more: pages of the Console, for one project.

export interface ConsoleLinks {
  readonly dashboards: string;
  readonly logs: string;
  readonly failedEffects: string;
  readonly openedIncidents: string;
  readonly sweeps: string;
}

const RUNS = 'resource.type="cloud_run_revision"';

export function consoleLinks(projectId: string): ConsoleLinks {
  const project = encodeURIComponent(projectId);
  // A query stands in the path, where a semicolon and a slash would end it.
  const logs = (query: string): string =>
    `https://console.cloud.google.com/logs/query;query=${encodeURIComponent(query)};duration=PT24H?project=${project}`;
  return {
    dashboards: `https://console.cloud.google.com/monitoring/dashboards?project=${project}`,
    logs: logs(`${RUNS} AND severity>=WARNING`),
    failedEffects: logs(`${RUNS} AND jsonPayload.event=("effect_failed" OR "effect_refused")`),
    openedIncidents: logs('jsonPayload.event="incident_opened"'),
    sweeps: logs('resource.labels.service_name="sweep" AND jsonPayload.event="sweep_done"'),
  };
}
