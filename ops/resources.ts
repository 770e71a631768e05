// What this folder manages: its kinds, how each is marked as ours, and where each lives in Google's APIs.
import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from './json.ts';

/** In the order in which they are applied: each may name the ones before it. */
export const KINDS = ['logMetric', 'service', 'slo', 'alert', 'dashboard'] as const;
export type Kind = (typeof KINDS)[number];

/** Something that shall be there: a file of this folder, filled in and marked. */
export interface Resource {
  readonly kind: Kind;
  /** The name of its file, without `.json`. */
  readonly id: string;
  readonly body: JsonObject;
}

/** Something of ours that is there. */
export interface Existing {
  readonly kind: Kind;
  readonly id: string;
  readonly body: JsonObject;
}

/** The one service whose objectives are kept here; its file in services/ has this name. */
export const SERVICE_ID = 'countersign';

const MANAGED = { key: 'managed-by', value: 'countersign' } as const;
const ID_LABEL = 'countersign-id';
const CONTENT_LABEL = 'countersign-content';
const METRIC_PREFIX = 'countersign/';

/**
 * The fingerprint of the file goes along, so that a field that was taken out of the file is noticed too: on what is
 * there alone, it looks like one of the server's own.
 */
const fingerprint = (body: JsonObject): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);

export function marked(kind: Kind, id: string, body: JsonObject): Resource {
  const content = fingerprint(body);
  switch (kind) {
    case 'logMetric':
      // Log metrics have no labels of their own; the name is ours by its prefix.
      return {
        kind,
        id,
        body: { ...body, name: METRIC_PREFIX + id, description: `${body.description ?? id} [${content}]` },
      };
    case 'service':
    case 'slo':
    case 'alert':
      return { kind, id, body: { ...body, userLabels: { ...labelsOf(body, 'userLabels'), ...labels(id, content) } } };
    case 'dashboard':
      // The labels of a dashboard are names without values.
      return {
        kind,
        id,
        body: {
          ...body,
          labels: { [`${MANAGED.key}-${MANAGED.value}`]: '', [`${ID_LABEL}-${id}`]: '', [`content-${content}`]: '' },
        },
      };
  }
}

const labels = (id: string, content: string): JsonObject => ({
  [MANAGED.key]: MANAGED.value,
  [ID_LABEL]: id,
  [CONTENT_LABEL]: content,
});

const labelsOf = (body: JsonObject, field: string): JsonObject => {
  const found = body[field];
  return isObject(found) ? found : {};
};

/** Which of our files this came from; null: it is somebody else's and stays as it is. */
export function idOf(kind: Kind, body: JsonObject): string | null {
  switch (kind) {
    case 'logMetric':
      return text(body.name)?.startsWith(METRIC_PREFIX) ? (text(body.name)?.slice(METRIC_PREFIX.length) ?? null) : null;
    case 'service':
    case 'slo':
    case 'alert': {
      const found = labelsOf(body, 'userLabels');
      return found[MANAGED.key] === MANAGED.value ? text(found[ID_LABEL]) : null;
    }
    case 'dashboard': {
      const found = Object.keys(labelsOf(body, 'labels'));
      const named = found.find((label) => label.startsWith(`${ID_LABEL}-`));
      return found.includes(`${MANAGED.key}-${MANAGED.value}`) && named !== undefined
        ? named.slice(ID_LABEL.length + 1)
        : null;
    }
  }
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

export interface Place {
  readonly api: 'logging' | 'monitoring';
  /** The collection, below the API's host. */
  readonly path: string;
  /** The field of a listing that holds the items. */
  readonly field: string;
  /** How the id is handed over at creation; null: the server makes one, or the body holds it. */
  readonly idParameter: string | null;
  readonly version: string;
  /** Lets create, change and remove this kind. */
  readonly role: string;
}

export function placeOf(kind: Kind | 'channel', project: string): Place {
  const parent = `projects/${project}`;
  const monitoring = { api: 'monitoring', version: 'v3', idParameter: null } as const;
  switch (kind) {
    case 'logMetric':
      return {
        api: 'logging',
        version: 'v2',
        path: `v2/${parent}/metrics`,
        field: 'metrics',
        idParameter: null,
        role: 'roles/logging.configWriter',
      };
    case 'service':
      return {
        ...monitoring,
        path: `v3/${parent}/services`,
        field: 'services',
        idParameter: 'serviceId',
        role: 'roles/monitoring.servicesEditor',
      };
    case 'slo':
      return {
        ...monitoring,
        path: `v3/${parent}/services/${SERVICE_ID}/serviceLevelObjectives`,
        field: 'serviceLevelObjectives',
        idParameter: 'serviceLevelObjectiveId',
        role: 'roles/monitoring.servicesEditor',
      };
    case 'alert':
      return {
        ...monitoring,
        path: `v3/${parent}/alertPolicies`,
        field: 'alertPolicies',
        role: 'roles/monitoring.alertPolicyEditor',
      };
    case 'dashboard':
      return {
        ...monitoring,
        version: 'v1',
        path: `v1/${parent}/dashboards`,
        field: 'dashboards',
        role: 'roles/monitoring.dashboardEditor',
      };
    case 'channel':
      return {
        ...monitoring,
        path: `v3/${parent}/notificationChannels`,
        field: 'notificationChannels',
        role: 'roles/monitoring.notificationChannelEditor',
      };
  }
}
