// The files of this folder, filled in with the parameters of one deployment.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from './json.ts';
import { type Kind, marked, type Resource } from './resources.ts';

export const FOLDERS: { readonly [kind in Kind]: string } = {
  logMetric: 'log-metrics',
  service: 'services',
  slo: 'slos',
  alert: 'alerts',
  dashboard: 'dashboards',
};

export type Parameters = { readonly [name: string]: string | number };

export interface SourceFile {
  readonly kind: Kind;
  readonly id: string;
  /** With its placeholders. */
  readonly body: JsonObject;
}

/** Wrong input of whoever runs the script; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const readJson = (path: string): JsonObject => {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isObject(value)) throw new UsageError(`${path} has to hold a JSON object.`);
  return value;
};

export function readFiles(folder: string): readonly SourceFile[] {
  return Object.entries(FOLDERS).flatMap(([kind, name]) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => ({
        kind: kind as Kind,
        id: file.slice(0, -'.json'.length),
        body: readJson(join(folder, name, file)),
      })),
  );
}

/** The defaults of parameters.json, with what was set on the command line (`name=value`) in their place. */
export function parametersOf(folder: string, project: string, set: readonly string[]): Parameters {
  const defaults = readJson(join(folder, 'parameters.json')) as Parameters;
  const given = set.map((pair): readonly [string, string | number] => {
    const [, name = '', value = ''] = /^([A-Za-z]+)=(.+)$/s.exec(pair) ?? [];
    const known = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    if (known === undefined)
      throw new UsageError(`--set ${pair}: write name=value with one of ${Object.keys(defaults).join(', ')}.`);
    if (typeof known === 'string') return [name, value];
    if (!Number.isFinite(Number(value))) throw new UsageError(`--set ${pair}: ${name} is a number.`);
    return [name, Number(value)];
  });
  return { ...defaults, ...Object.fromEntries(given), project };
}

const PLACEHOLDER = /\$\{([A-Za-z]+)\}/g;

/** A text that is one placeholder becomes the parameter itself, a number where it is one; within a text it becomes text. */
export function fill(value: Json, parameters: Parameters): Json {
  if (typeof value === 'string') {
    const whole = /^\$\{([A-Za-z]+)\}$/.exec(value)?.[1];
    return whole === undefined
      ? value.replace(PLACEHOLDER, (_, name: string) => String(parameterNamed(name, parameters)))
      : parameterNamed(whole, parameters);
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, parameters));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, parameters)]));
  return value;
}

function parameterNamed(name: string, parameters: Parameters): string | number {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined) throw new UsageError(`There is no parameter "${name}"; add it to parameters.json.`);
  return value;
}

export function desiredOf(files: readonly SourceFile[], parameters: Parameters): readonly Resource[] {
  return files.map(({ kind, id, body }) => marked(kind, id, fill(body, parameters) as JsonObject));
}

/** The same with the people to tell: channels are no part of the files, as their names exist only in one project. */
export const withChannels = (resources: readonly Resource[], channels: readonly string[]): readonly Resource[] =>
  channels.length === 0
    ? resources
    : resources.map((resource) =>
        resource.kind === 'alert'
          ? { ...resource, body: { ...resource.body, notificationChannels: channels } }
          : resource,
      );
