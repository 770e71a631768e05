// Every file is what Google's APIs take, asks only for what exists, and agrees with the guide and the log's vocabulary.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOG_EVENTS } from '../functions/platform/log-vocabulary.ts';
import { isTest, isTypeScript, trackedFiles } from '../tests/tidy/source.ts';
import { desiredOf, parametersOf, readFiles, type SourceFile } from './files.ts';
import type { Json, JsonObject } from './json.ts';
import {
  entriesOf,
  entryProblems,
  eventsOf,
  layoutProblems,
  logMetricProblems,
  policyProblems,
} from './validation/files.ts';
import { metricsOf } from './validation/known-metrics.ts';
import { queryProblems } from './validation/queries.ts';
import { schemaProblems } from './validation/schema.ts';

const FOLDER = import.meta.dirname;
const files = readFiles(FOLDER);
const parameters = parametersOf(FOLDER, 'demo-monitoring', []);
const desired = desiredOf(files, parameters);
const metrics = metricsOf(files);
const slos = files.filter(({ kind }) => kind === 'slo').map(({ id }) => id);
const guide = readFileSync(join(FOLDER, '../docs/guide/operations.md'), 'utf8');
const named = (file: { readonly kind: string; readonly id: string }): string => `${file.kind} ${file.id}`;

const file = (kind: SourceFile['kind'], id: string): SourceFile =>
  files.find((one) => one.kind === kind && one.id === id) as SourceFile;
/** A file with one text changed to another, which has to be in it. */
function changed(kind: SourceFile['kind'], id: string, from: string, to: string): SourceFile {
  const text = JSON.stringify(file(kind, id).body);
  expect(text).toContain(from);
  return { kind, id, body: JSON.parse(text.replace(from, to)) as JsonObject };
}
/** All texts of a file, as they are: in JSON their quotes would be escaped. */
const textOf = (value: Json): string => {
  if (typeof value === 'string') return `${value}\n`;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join('') : '';
};
const sources = trackedFiles().filter(
  (one) =>
    one.path.startsWith('functions/') && isTypeScript(one) && !isTest(one) && !one.path.includes('log-vocabulary'),
);
/** These events are written with what a function answers; the file says what that is. */
const ANSWERED: { readonly [event: string]: string } = { sweep_done: 'functions/engine/sweeper.ts' };
/** Whether a file that writes the event names the field. */
const isWritten = (event: string, field: string): boolean =>
  sources
    .filter(({ path, text }) => text.includes(`'${event}'`) || path === ANSWERED[event])
    .some(({ text }) => new RegExp(`\\b${field}\\b`).test(text));
const schemaOf = ({ kind, id, body }: SourceFile): readonly string[] =>
  desiredOf([{ kind, id, body }], parameters).flatMap((one) => schemaProblems(one.kind, one.body));

describe('the files', () => {
  it.each(desired.map((one) => [named(one), one] as const))('%s is what the API takes', (_, { kind, body }) =>
    expect(schemaProblems(kind, body)).toEqual([]),
  );
  it.each(files.filter(({ kind }) => kind !== 'logMetric').map((one) => [named(one), one] as const))(
    '%s asks only for what exists',
    (_, one) => expect(queryProblems(one, metrics, slos)).toEqual([]),
  );
  it.each(files.filter(({ kind }) => kind === 'logMetric').map((one) => [named(one), one] as const))(
    '%s declares the labels it reads',
    (_, one) => expect(logMetricProblems(one)).toEqual([]),
  );
  it.each(files.filter(({ kind }) => kind === 'alert').map((one) => [named(one), one] as const))(
    '%s is a policy that can be made',
    (_, one) => expect(policyProblems(one)).toEqual([]),
  );
  it('the tiles of the dashboard neither overlap nor leave the grid', () =>
    expect(layoutProblems(file('dashboard', 'countersign'))).toEqual([]));
  it('every metric of the log is looked at by a chart or an alert', () => {
    const looks = files.filter(({ kind }) => kind !== 'logMetric').map(({ body }) => JSON.stringify(body));
    const unused = files
      .filter(({ kind }) => kind === 'logMetric')
      .filter(({ id }) => !looks.some((text) => text.includes(`user/countersign/${id}\\"`)));
    expect(unused.map(named)).toEqual([]);
  });
  it('every parameter is used', () => {
    const text = JSON.stringify(files);
    expect(Object.keys(parameters).filter((name) => !text.includes(`\${${name}}`))).toEqual([]);
  });
});

describe('the events of the log', () => {
  /** Read here and not written by the engine yet; whoever adds one to the vocabulary takes it out of this list. */
  const AWAITED: readonly string[] = [];
  const vocabulary: readonly string[] = Object.keys(LOG_EVENTS);
  const unknown = (text: string): readonly string[] =>
    eventsOf(text).filter((event) => !vocabulary.includes(event) && !AWAITED.includes(event));

  it.each(files.map((one) => [named(one), one] as const))('%s filters on events that there are', (_, { body }) =>
    expect(unknown(textOf(body))).toEqual([]),
  );
  it('the guide asks for events that there are', () => {
    expect(eventsOf(guide).length).toBeGreaterThan(20);
    expect(unknown(guide)).toEqual([]);
  });
  it('finds an event that there is not, and none is awaited that is there', () => {
    expect(unknown('jsonPayload.event="sweep_dun"')).toEqual(['sweep_dun']);
    expect(AWAITED.filter((event) => vocabulary.includes(event))).toEqual([]);
  });
  it('a metric reads only fields that its events are written with', () => {
    const unwritten = files
      .filter(({ kind }) => kind === 'logMetric')
      .flatMap(({ id, body }) => {
        const events = eventsOf(String(body.filter));
        const fields = [...textOf(body).matchAll(/jsonPayload\.fields\.(\w+)/g)].map(([, field = '']) => field);
        if (events.some((event) => AWAITED.includes(event))) return [];
        return fields
          .filter((field) => !events.some((event) => isWritten(event, field)))
          .map((field) => `${id}: ${field}`);
      });
    expect(unwritten).toEqual([]);
    expect(isWritten('effect_failed', 'tries')).toBe(true);
    expect(isWritten('effect_failed', 'trials')).toBe(false);
  });
  it('every event that somebody has to act upon is counted', () => {
    const counted = files.flatMap(({ body }) => eventsOf(textOf(body)));
    const grave = Object.entries(LOG_EVENTS).filter(
      ([, { severity, means }]) =>
        (severity === 'error' || severity === 'critical') && !means.startsWith('Embedded only'),
    );
    expect(grave.map(([event]) => event).filter((event) => !counted.includes(event))).toEqual([]);
  });
});

describe('the guide', () => {
  it('has an entry for each alert, each alert names it, and there is no entry without an alert', () =>
    expect(entryProblems(files, guide)).toEqual([]));
  it('each entry says what it means, what users notice, where to look, what to do and when it is over', () => {
    for (const entry of entriesOf(guide)) {
      const text = guide.slice(guide.indexOf(`\n### ${entry}\n`)).split(/\n#{2,3} (?!#)/)[1] ?? '';
      for (const part of ['Means', 'Users notice', 'Look', 'Do', 'Over'])
        expect(text, `${entry}: ${part}`).toContain(`**${part}.**`);
    }
  });
  it('misses nothing: an alert without entry, an entry without alert, an alert that does not name its own', () => {
    expect(entryProblems(files, guide.replace('### incident\n', '### accident\n'))).toEqual([
      'alert incident has no entry in the guide',
      'entry accident has no alert',
    ]);
    expect(entryProblems([changed('alert', 'incident', '#incident`', '#other`')], '')).toContain(
      'alert incident does not name its entry',
    );
  });
});

describe('the check of the form', () => {
  const WRONG: readonly (readonly [SourceFile['kind'], string, string, string, RegExp])[] = [
    ['alert', 'incident', '"thresholdValue"', '"treshholdValue"', /treshholdValue: MetricThreshold has no such field/],
    ['alert', 'incident', '"combiner":"OR"', '"combiner":"XOR"', /combiner: "XOR" is no ConditionCombinerType/],
    ['alert', 'incident', '"severity":"ERROR"', '"severity":"SEVERITY_UNSPECIFIED"', /says nothing/],
    ['alert', 'incident', '"thresholdValue":0', '"thresholdValue":"0"', /thresholdValue: "0" is no double/],
    ['alert', 'incident', '"duration":"0s"', '"duration":"5m"', /duration: wants a duration/],
    ['alert', 'incident', '"enabled":true', '"enabled":"yes"', /enabled: wants true or false/],
    ['alert', 'incident', '"enabled":true', '"creationRecord":3', /creationRecord: wants an object/],
    [
      'alert',
      'sweeper-silent',
      '"conditionAbsent":{"filter"',
      '"conditionAbsent":{"filters"',
      /filter: is required in MetricAbsence/,
    ],
    ['logMetric', 'sweeps', '"metricKind":"DELTA"', '"metricKind":"DELTAS"', /"DELTAS" is no MetricKind/],
    [
      'logMetric',
      'sweeps',
      '"description"',
      '"createTime":"2026-01-31T00:00:00Z","description"',
      /set by the server alone/,
    ],
    ['logMetric', 'sweeps', '"description"', '"version":"V2","description"', /version: is deprecated/],
    [
      'logMetric',
      'incidents',
      '"labelExtractors":{',
      '"labelExtractors":{"n":1,',
      /labelExtractors\/n: 1 is no string/,
    ],
    ['slo', 'api-latency', '"distributionCut"', '"goodTotalRatio":{},"distributionCut"', /only one may be set/],
    ['service', 'countersign', '"custom":{}', '"custom":{"a":1}', /custom\/a: Custom has no such field/],
    ['dashboard', 'countersign', '"plotType":"LINE"', '"plotType":"LINES"', /"LINES" is no PlotType/],
    ['dashboard', 'countersign', '"xyChart"', '"text":{},"xyChart"', /only one may be set/],
    ['dashboard', 'countersign', '"columns":48', '"columns":48.5', /columns: 48.5 is no int32/],
  ];
  it.each(WRONG)('of %s %s refuses %s as %s', (kind, id, from, to, problem) =>
    expect(schemaOf(changed(kind, id, from, to)).join('\n')).toMatch(problem),
  );
  it('refuses an object where a list belongs', () => {
    const { kind, id, body } = file('alert', 'incident');
    expect(schemaOf({ kind, id, body: { ...body, conditions: {} } })).toEqual(['/conditions: wants a list']);
  });
});

describe('the check of queries', () => {
  const WRONG: readonly (readonly [SourceFile['kind'], string, string, string, RegExp])[] = [
    ['alert', 'incident', 'countersign/incidents', 'countersign/incident', /there is no metric/],
    ['alert', 'error-rate', 'response_code_class', 'response_klass', /the metric has no label "response_klass"/],
    [
      'alert',
      'error-rate',
      'resource.labels.service_name',
      'resource.labels.function',
      /the resource has no label "function"/,
    ],
    [
      'alert',
      'dead-letter',
      'resource.type=\\"pubsub_subscription',
      'resource.type=\\"pubsub_topic',
      /belongs to pubsub_subscription/,
    ],
    ['alert', 'incident', ' AND resource.type=\\"cloud_run_revision\\"', '', /names no resource.type/],
    ['alert', 'incident', ' AND ', ' OR ', /there is no metric|cannot be read/],
    ['alert', 'incident', 'ALIGN_DELTA', 'ALIGN_PERCENTILE_95', /does not go with a DELTA of NUMBER/],
    ['alert', 'sweeper-backlog', 'REDUCE_PERCENTILE_99', 'REDUCE_SUM', /has to be reduced to a percentile/],
    ['alert', 'incident', '"metric.label.kind"', '"metric.label.sort"', /cannot group by metric.label.sort/],
    ['alert', 'incident', '"metric.label.kind",', '', /names metric.label.kind, by which nothing is grouped/],
    ['alert', 'incident', '"300s"', '"30s"', /shortest alignment/],
    ['alert', 'sla-burn-fast', 'api-availability', 'availability', /there is no objective "availability"/],
    ['alert', 'sla-burn-fast', 'services/countersign', 'services/other', /no burn rate of an objective of ours/],
    [
      'alert',
      'cost-anomaly',
      'document_read_count',
      'document_reads',
      /there is no metric firestore_googleapis_com:document_reads/,
    ],
    ['alert', 'cost-anomaly', 'monitored_resource=', 'resource=', /has to name monitored_resource/],
    ['slo', 'api-availability', 'request_count', 'requests', /there is no metric/],
    ['dashboard', 'countersign', 'metric.labels.action}', 'metric.labels.deed}', /by which nothing is grouped/],
  ];
  it.each(WRONG)('of %s %s refuses %s as %s', (kind, id, from, to, problem) =>
    expect(queryProblems(changed(kind, id, from, to), metrics, slos).join('\n')).toMatch(problem),
  );
});

describe('the check of log metrics', () => {
  const WRONG: readonly (readonly [string, string, string, RegExp])[] = [
    ['incidents', '"key":"kind"', '"key":"sort"', /reads the label "kind" but does not declare it/],
    ['incidents', '"kind":"EXTRACT', '"sort":"EXTRACT', /declares the label "kind" but does not read it/],
    ['sweep-due', '"valueExtractor"', '"x"', /a distribution, and only it/],
    ['sweep-due', 'EXTRACT(', 'EXTRACT ', /is no extractor/],
    ['decisions', '|step_rejected|', ')(step_rejected|', /is no extractor/],
    ['sweeps', '"metricKind":"DELTA"', '"metricKind":"GAUGE"', /are DELTA/],
    ['sweeps', '"filter":"resource.type=', '"filter":"severity=', /begins with resource.type/],
  ];
  it.each(WRONG)('%s with %s as %s', (id, from, to, problem) =>
    expect(logMetricProblems(changed('logMetric', id, from, to)).join('\n')).toMatch(problem),
  );
});

describe('the check of policies', () => {
  const WRONG: readonly (readonly [string, string, string, RegExp])[] = [
    ['sla-burn-fast', 'conditionThreshold', 'conditionPrometheusQueryLanguage', /stands alone/],
    ['sweeper-silent', '"duration":"60s"', '"duration":"0s"', /wants a duration of 60s/],
    ['incident', '"duration":"0s"', '"duration":"90s"', /whole minutes/],
    ['incident', '"conditions"', '"conditionen"', /one to six conditions/],
  ];
  it.each(WRONG)('%s with %s as %s', (id, from, to, problem) =>
    expect(policyProblems(changed('alert', id, from, to)).join('\n')).toMatch(problem),
  );
});

it('the check of the grid finds tiles that overlap or leave it', () => {
  const tiles = [
    { xPos: 0, yPos: 0, width: 30, height: 10 },
    { xPos: 20, yPos: 9, width: 28, height: 10 },
    { xPos: 40, yPos: 30, width: 10, height: 10 },
  ];
  expect(layoutProblems({ kind: 'dashboard', id: 'x', body: { mosaicLayout: { columns: 48, tiles } } })).toEqual([
    'tiles 0 and 1 overlap',
    'tile 2 leaves the grid',
  ]);
});

it('events are found in filters of one and of several', () => {
  expect(eventsOf('a AND jsonPayload.event="one" AND jsonPayload.event=("two" OR "three")')).toEqual([
    'one',
    'two',
    'three',
  ]);
});
