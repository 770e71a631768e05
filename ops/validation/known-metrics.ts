// The metrics of Google that are used here, as its list of metrics describes them, and ours as our files describe them.
import type { SourceFile } from '../files.ts';
import { isObject, type Json } from '../json.ts';

export interface KnownMetric {
  readonly kind: 'DELTA' | 'GAUGE';
  readonly value: 'NUMBER' | 'DISTRIBUTION';
  readonly resource: string;
  readonly labels: readonly string[];
}

const RUN = { resource: 'cloud_run_revision' } as const;
const SUBSCRIPTION = { resource: 'pubsub_subscription' } as const;
const QUEUE = { resource: 'cloud_tasks_queue' } as const;
const FIRESTORE = { resource: 'firestore_instance' } as const;
const ANSWER = ['response_code', 'response_code_class', 'route'] as const;

const GOOGLE_METRICS: { readonly [type: string]: KnownMetric } = {
  'run.googleapis.com/request_count': { ...RUN, kind: 'DELTA', value: 'NUMBER', labels: ANSWER },
  'run.googleapis.com/request_latencies': { ...RUN, kind: 'DELTA', value: 'DISTRIBUTION', labels: ANSWER },
  'run.googleapis.com/container/billable_instance_time': { ...RUN, kind: 'DELTA', value: 'NUMBER', labels: [] },
  'pubsub.googleapis.com/subscription/oldest_unacked_message_age': {
    ...SUBSCRIPTION,
    kind: 'GAUGE',
    value: 'NUMBER',
    labels: ['region'],
  },
  'pubsub.googleapis.com/subscription/num_undelivered_messages': {
    ...SUBSCRIPTION,
    kind: 'GAUGE',
    value: 'NUMBER',
    labels: [],
  },
  'pubsub.googleapis.com/subscription/dead_letter_message_count': {
    ...SUBSCRIPTION,
    kind: 'DELTA',
    value: 'NUMBER',
    labels: [],
  },
  'cloudtasks.googleapis.com/queue/depth': { ...QUEUE, kind: 'GAUGE', value: 'NUMBER', labels: [] },
  'cloudtasks.googleapis.com/queue/task_attempt_delays': {
    ...QUEUE,
    kind: 'DELTA',
    value: 'DISTRIBUTION',
    labels: [],
  },
  'firestore.googleapis.com/document/read_count': { ...FIRESTORE, kind: 'DELTA', value: 'NUMBER', labels: ['type'] },
  'firestore.googleapis.com/document/write_count': { ...FIRESTORE, kind: 'DELTA', value: 'NUMBER', labels: ['op'] },
};

export const RESOURCE_LABELS: { readonly [type: string]: readonly string[] } = {
  cloud_run_revision: ['project_id', 'location', 'service_name', 'revision_name', 'configuration_name'],
  pubsub_subscription: ['project_id', 'subscription_id'],
  cloud_tasks_queue: ['project_id', 'location', 'queue_id'],
  firestore_instance: ['project_id'],
};

export type Metrics = { readonly [type: string]: KnownMetric };

/** All metrics that a filter may name. Those of the log belong to the resource that wrote the line. */
export function metricsOf(files: readonly SourceFile[]): Metrics {
  const ours = files
    .filter(({ kind }) => kind === 'logMetric')
    .map(({ id, body }): readonly [string, KnownMetric] => [
      `logging.googleapis.com/user/countersign/${id}`,
      {
        ...RUN,
        kind: 'DELTA',
        value: descriptorOf(body).valueType === 'DISTRIBUTION' ? 'DISTRIBUTION' : 'NUMBER',
        labels: Object.keys(isObject(body.labelExtractors) ? body.labelExtractors : {}),
      },
    ]);
  return { ...GOOGLE_METRICS, ...Object.fromEntries(ours) };
}

export const descriptorOf = (body: { readonly [key: string]: Json }): { readonly [key: string]: Json } =>
  isObject(body.metricDescriptor) ? body.metricDescriptor : {};

/** How PromQL writes the type of a metric. */
export const promqlName = (type: string): string => {
  const [service = '', ...path] = type.split('/');
  return `${service.replaceAll('.', '_')}:${path.join('_')}`;
};
