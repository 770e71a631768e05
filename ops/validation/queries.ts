// Whether the filters and aggregations of charts, alerts and objectives ask for something that exists and can be had.
import type { SourceFile } from '../files.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type KnownMetric, type Metrics, promqlName, RESOURCE_LABELS } from './known-metrics.ts';

interface Query {
  readonly path: string;
  readonly filter: string;
  readonly aggregations: readonly JsonObject[];
}

const FILTER_FIELDS: { readonly [filter: string]: string } = {
  filter: 'aggregations',
  denominatorFilter: 'denominatorAggregations',
  goodServiceFilter: '',
  badServiceFilter: '',
  totalServiceFilter: '',
  distributionFilter: '',
};

/** Every filter on time series in a file, with how its series are put together. */
function queriesOf(value: Json, path = ''): readonly Query[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => queriesOf(item, `${path}/${i}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]): readonly Query[] => {
    // The panel of the log filters lines, not series.
    if (key === 'logsPanel') return [];
    const many = FILTER_FIELDS[key];
    if (many === undefined || typeof item !== 'string') return queriesOf(item, `${path}/${key}`);
    const aggregations = [value[many] ?? [], value.aggregation ?? []].flat().filter(isObject);
    return [{ path: `${path}/${key}`, filter: item, aggregations }];
  });
}

export function queryProblems({ body }: SourceFile, metrics: Metrics, slos: readonly string[]): readonly string[] {
  const problems = queriesOf(body).flatMap((query) =>
    query.filter.startsWith('select_slo_burn_rate(')
      ? burnProblems(query, slos)
      : seriesProblems(query, metrics).map((problem) => `${query.path}: ${problem}`),
  );
  return [...problems, ...promqlProblems(body, metrics), ...legendProblems(body)];
}

const BURN =
  /^select_slo_burn_rate\("projects\/\$\{project\}\/services\/countersign\/serviceLevelObjectives\/([\w-]+)", "\d+s"\)$/;

function burnProblems({ path, filter }: Query, slos: readonly string[]): readonly string[] {
  const slo = BURN.exec(filter)?.[1];
  if (slo === undefined) return [`${path}: is no burn rate of an objective of ours`];
  return slos.includes(slo) ? [] : [`${path}: there is no objective "${slo}"`];
}

const CLAUSE =
  /^(metric|resource)\.(type|labels?\.(\w+))\s*=\s*(?:"([^"]+)"|monitoring\.regex\.full_match\("[^"]+"\))$/;

function seriesProblems({ filter, aggregations }: Query, metrics: Metrics): readonly string[] {
  const clauses = filter.split(' AND ').map((clause) => ({ clause, match: CLAUSE.exec(clause.trim()) }));
  const type = clauses.find(({ match }) => match?.[1] === 'metric' && match[2] === 'type')?.match?.[4] ?? '';
  const metric = Object.hasOwn(metrics, type) ? metrics[type] : undefined;
  if (metric === undefined) return [`there is no metric "${type}"`];
  return [
    ...clauses.flatMap(({ clause, match }) =>
      match === null ? [`cannot be read: ${clause}`] : clauseProblems(metric, match[1] ?? '', match[3], match[4] ?? ''),
    ),
    ...(clauses.some(({ match }) => match?.[1] === 'resource' && match[2] === 'type')
      ? []
      : ['names no resource.type, which an alert needs']),
    ...aggregations.flatMap((aggregation) => aggregationProblems(metric, aggregation)),
  ];
}

function clauseProblems(metric: KnownMetric, of: string, label: string | undefined, value: string): readonly string[] {
  if (label === undefined)
    return of === 'resource' && value !== metric.resource
      ? [`the metric belongs to ${metric.resource}, not ${value}`]
      : [];
  return hasLabel(metric, of, label) ? [] : [`the ${of} has no label "${label}"`];
}

const hasLabel = (metric: KnownMetric, of: string, label: string): boolean =>
  (of === 'metric' ? metric.labels : (RESOURCE_LABELS[metric.resource] ?? [])).includes(label);

/** Which ways to put the points of a series together there are for a kind of metric. */
const ALIGNERS: { readonly [of: string]: readonly string[] } = {
  'DELTA NUMBER': ['ALIGN_DELTA', 'ALIGN_RATE', 'ALIGN_SUM', 'ALIGN_MEAN', 'ALIGN_MAX'],
  'GAUGE NUMBER': ['ALIGN_MAX', 'ALIGN_MIN', 'ALIGN_MEAN', 'ALIGN_SUM'],
  'DELTA DISTRIBUTION': ['ALIGN_DELTA', 'ALIGN_PERCENTILE_99', 'ALIGN_PERCENTILE_95', 'ALIGN_PERCENTILE_50'],
};

function aggregationProblems(metric: KnownMetric, aggregation: JsonObject): readonly string[] {
  const { perSeriesAligner: aligner, crossSeriesReducer: reducer, groupByFields, alignmentPeriod } = aggregation;
  const isDistribution = metric.value === 'DISTRIBUTION' && aligner === 'ALIGN_DELTA';
  const groups = Array.isArray(groupByFields) ? groupByFields.map(String) : [];
  return [
    ...(ALIGNERS[`${metric.kind} ${metric.value}`]?.includes(String(aligner))
      ? []
      : [`${aligner} does not go with a ${metric.kind} of ${metric.value}`]),
    ...(isDistribution && !String(reducer).startsWith('REDUCE_PERCENTILE_')
      ? ['a distribution has to be reduced to a percentile']
      : []),
    ...(Number.parseInt(String(alignmentPeriod), 10) < 60 ? ['the shortest alignment is 60s'] : []),
    ...groups
      .map((group) => /^(metric|resource)\.labels?\.(\w+)$/.exec(group) ?? [group, '', ''])
      .filter(([, of = '', label = '']) => !hasLabel(metric, of, label))
      .map(([group]) => `cannot group by ${group}`),
  ];
}

function promqlProblems(body: JsonObject, metrics: Metrics): readonly string[] {
  const known = new Map(Object.entries(metrics).map(([type, metric]) => [promqlName(type), metric]));
  return textsOf(body, 'query').flatMap((query) =>
    [...query.matchAll(/\b(\w+:\w+)\{([^}]*)\}/g)].flatMap(([, name = '', labels = '']) => {
      const metric = known.get(name);
      if (metric === undefined) return [`there is no metric ${name}`];
      return labels.includes(`monitored_resource="${metric.resource}"`)
        ? []
        : [`${name} has to name monitored_resource="${metric.resource}"`];
    }),
  );
}

/** A legend or a text may use only labels that are left after grouping. */
function legendProblems(body: JsonObject): readonly string[] {
  const grouped = new Set(groupsOf(body).map((group) => group.replace('.labels.', '.label.')));
  return [...textsOf(body, 'legendTemplate'), ...textsOf(body, 'content')].flatMap((text) =>
    [...text.matchAll(/\$\{((?:metric|resource)\.labels?\.\w+)\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => !grouped.has(name.replace('.labels.', '.label.')))
      .map((name) => `"${text.slice(0, 40)}" names ${name}, by which nothing is grouped`),
  );
}

const groupsOf = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(groupsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'groupByFields' && Array.isArray(item) ? item.map(String) : groupsOf(item),
  );
};

const textsOf = (value: Json, field: string): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, field));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === field && typeof item === 'string' ? [item] : textsOf(item, field),
  );
};
