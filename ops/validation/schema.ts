// Whether JSON is what a protocol buffer type takes: the types are those that Google publishes with its clients.
import { createRequire } from 'node:module';
import { Enum, type Field, type INamespace, MapField, Root, Type } from 'protobufjs';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Kind } from '../resources.ts';

const require = createRequire(import.meta.url);

const TYPES: { readonly [kind in Kind]: readonly [string, string] } = {
  logMetric: ['@google-cloud/logging-api', 'google.logging.v2.LogMetric'],
  service: ['@google-cloud/monitoring', 'google.monitoring.v3.Service'],
  slo: ['@google-cloud/monitoring', 'google.monitoring.v3.ServiceLevelObjective'],
  alert: ['@google-cloud/monitoring', 'google.monitoring.v3.AlertPolicy'],
  dashboard: ['@google-cloud/monitoring-dashboards', 'google.monitoring.dashboard.v1.Dashboard'],
};

const roots = new Map<string, Root>();

function typeOf(kind: Kind): Type {
  const [library, name] = TYPES[kind];
  let root = roots.get(library);
  if (root === undefined) {
    root = Root.fromJSON(require(`${library}/build/protos/protos.json`) as INamespace);
    root.resolveAll();
    roots.set(library, root);
  }
  return root.lookupType(name);
}

/** Every place at which the API would refuse the JSON, with the reason. */
export const schemaProblems = (kind: Kind, body: JsonObject): readonly string[] =>
  messageProblems(typeOf(kind), body, '');

const DURATION = /^-?\d+(?:\.\d{1,9})?s$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** Messages that JSON writes in a way of their own; the others are objects. */
function wellKnown(type: Type, value: Json, path: string): readonly string[] | null {
  switch (type.fullName) {
    case '.google.protobuf.Duration':
      return typeof value === 'string' && DURATION.test(value) ? [] : [`${path}: wants a duration such as "300s"`];
    case '.google.protobuf.Timestamp':
      return typeof value === 'string' && TIME.test(value)
        ? []
        : [`${path}: wants a time such as "2026-01-31T00:00:00Z"`];
    case '.google.protobuf.BoolValue':
      return typeof value === 'boolean' ? [] : [`${path}: wants true or false`];
    case '.google.protobuf.Struct':
    case '.google.protobuf.Any':
      return [];
    default:
      return null;
  }
}

function messageProblems(type: Type, value: Json, path: string): readonly string[] {
  const special = wellKnown(type, value, path);
  if (special !== null) return special;
  if (!isObject(value)) return [`${path}: wants an object (${type.name})`];
  const present = Object.keys(value).flatMap((key) =>
    Object.hasOwn(type.fields, key) ? [type.fields[key] as Field] : [],
  );
  return [
    ...Object.keys(value)
      .filter((key) => !Object.hasOwn(type.fields, key))
      .map((key) => `${path}/${key}: ${type.name} has no such field`),
    ...type.fieldsArray
      .filter((field) => behaves(field, 'REQUIRED') && !Object.hasOwn(value, field.name))
      .map((field) => `${path}/${field.name}: is required in ${type.name}`),
    ...(type.oneofsArray ?? [])
      .filter((group) => group.fieldsArray.filter((field) => present.includes(field)).length > 1)
      .map((group) => `${path}: of ${group.oneof.join(', ')} only one may be set`),
    ...present.flatMap((field) => fieldProblems(field, value[field.name] as Json, `${path}/${field.name}`)),
  ];
}

const behaves = (field: Field, behaviour: string): boolean =>
  String(field.options?.['(google.api.field_behavior)'] ?? '').includes(behaviour);

function fieldProblems(field: Field, value: Json, path: string): readonly string[] {
  if (behaves(field, 'OUTPUT_ONLY')) return [`${path}: is set by the server alone`];
  if (field.options?.deprecated === true) return [`${path}: is deprecated`];
  if (field instanceof MapField) {
    if (!isObject(value)) return [`${path}: wants an object of names and values`];
    return Object.entries(value).flatMap(([key, item]) => valueProblems(field, item, `${path}/${key}`));
  }
  if (!field.repeated) return valueProblems(field, value, path);
  if (!Array.isArray(value)) return [`${path}: wants a list`];
  return value.flatMap((item, i) => valueProblems(field, item, `${path}/${i}`));
}

function valueProblems(field: Field, value: Json, path: string): readonly string[] {
  const type = field.resolvedType;
  if (type instanceof Type) return messageProblems(type, value, path);
  if (type instanceof Enum) {
    if (typeof value !== 'string' || !Object.hasOwn(type.values, value))
      return [`${path}: ${JSON.stringify(value)} is no ${type.name}; there are ${Object.keys(type.values).join(', ')}`];
    return value.endsWith('_UNSPECIFIED') ? [`${path}: ${value} says nothing`] : [];
  }
  return isScalar(field.type, value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${field.type}`];
}

function isScalar(type: string, value: Json): boolean {
  switch (type) {
    case 'string':
    case 'bytes':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'double':
    case 'float':
      return typeof value === 'number';
    case 'int64':
    case 'uint64':
      return Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value));
    default:
      return Number.isInteger(value);
  }
}
