// The log as Cloud Logging reads it from the standard output: one JSON object a line.
import type { Writable } from 'node:stream';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Log, Severity } from '../platform.ts';
import { currentTrace } from './trace.ts';

export { withTrace } from './trace.ts';

export interface LogOptions {
  readonly stream: Pick<Writable, 'write'>;
  readonly projectId: string;
}

/** Cloud Logging takes entries of 256 KiB, and cuts longer lines into pieces that are no JSON. */
const LINE_BYTES_MAX = 200 * 1024;
/** What is left of each text of an entry that is too long. */
const TEXT_CHARS_MAX = 1_000;

/** Error Reporting groups entries of this type, by their stack where they have one. */
const REPORTED_ERROR = 'type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent';
const STACK_FRAME = /\n\s+at /;
const STEP_EFFECT = /^([^:]+):\d+:(?:do|undo):/;

export const createLog = ({ stream, projectId }: LogOptions): Log => ({
  write: (severity, event, fields) => {
    const line = JSON.stringify(entryOf(projectId, severity, event, fields));
    const isTooLong = Buffer.byteLength(line) > LINE_BYTES_MAX;
    stream.write(`${isTooLong ? JSON.stringify(entryOf(projectId, severity, event, shortened(fields))) : line}\n`);
  },
});

/** Fields stay in a place of their own, so that none of them can pass for what Cloud Logging acts upon. */
function entryOf(projectId: string, severity: Severity, event: string, fields: JsonObject): JsonObject {
  return {
    severity: severity.toUpperCase(),
    message: event,
    event,
    fields,
    'logging.googleapis.com/labels': labelsOf(fields),
    ...traceFields(projectId),
    ...(severity === 'error' ? errorFields(fields) : {}),
  };
}

/** By these an entry is found from an instance, and an instance from an entry. */
function labelsOf(fields: JsonObject): JsonObject {
  const { workflowId, instanceId, stepId, effectId } = fields;
  const step = stepId ?? (typeof effectId === 'string' ? STEP_EFFECT.exec(effectId)?.[1] : undefined);
  const labels = { wf_definition: workflowId, wf_instance: instanceId, wf_step: step };
  return Object.fromEntries(
    Object.entries(labels).filter((label): label is [string, string] => typeof label[1] === 'string'),
  );
}

function traceFields(projectId: string): JsonObject {
  const trace = currentTrace();
  if (trace === null) return {};
  return {
    'logging.googleapis.com/trace': `projects/${projectId}/traces/${trace.traceId}`,
    ...(trace.spanId === null ? {} : { 'logging.googleapis.com/spanId': trace.spanId }),
    'logging.googleapis.com/trace_sampled': trace.isSampled,
  };
}

const errorFields = ({ error }: JsonObject): JsonObject => ({
  '@type': REPORTED_ERROR,
  ...(typeof error === 'string' && STACK_FRAME.test(error) ? { stack_trace: error } : {}),
});

/** Numbers and the beginnings of texts: enough to find out what happened. */
const shortened = (fields: JsonObject): JsonObject =>
  Object.fromEntries([
    ...Object.entries(fields)
      .slice(0, 20)
      .map(([key, value]): [string, Json] => [cut(key), brief(value)]),
    ['shortened', true],
  ]);

function brief(value: Json): Json {
  if (typeof value === 'string') return cut(value);
  return typeof value === 'object' && value !== null ? cut(JSON.stringify(value)) : value;
}

const cut = (text: string): string => text.slice(0, TEXT_CHARS_MAX);
