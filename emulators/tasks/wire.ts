// The messages of Cloud Tasks as they travel: the service of the official client's own protos, and their times.
import { readFileSync } from 'node:fs';
import type { GrpcObject, ServiceDefinition } from '@grpc/grpc-js';
import { loadPackageDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

export interface Timestamp {
  readonly seconds: number;
  readonly nanos: number;
}
export type Duration = Timestamp;

export interface HttpRequest {
  readonly url: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Absent, as every choice among several that was not made. */
  readonly oidcToken?: { readonly serviceAccountEmail: string; readonly audience: string };
}

export interface Attempt {
  readonly scheduleTime: Timestamp;
  readonly dispatchTime: Timestamp;
  readonly responseTime: Timestamp | null;
  readonly responseStatus: { readonly code: number; readonly message: string } | null;
}

export interface WireTask {
  readonly name: string;
  readonly httpRequest?: HttpRequest;
  readonly scheduleTime: Timestamp | null;
  readonly createTime: Timestamp | null;
  readonly dispatchDeadline: Duration | null;
  readonly dispatchCount: number;
  readonly responseCount: number;
  readonly firstAttempt: Attempt | null;
  readonly lastAttempt: Attempt | null;
  readonly view: string;
}

export interface RetryConfig {
  readonly maxAttempts: number;
  readonly maxRetryDuration: Duration | null;
  readonly minBackoff: Duration | null;
  readonly maxBackoff: Duration | null;
  readonly maxDoublings: number;
}
export interface RateLimits {
  readonly maxDispatchesPerSecond: number;
  readonly maxBurstSize: number;
  readonly maxConcurrentDispatches: number;
}
export interface WireQueue {
  readonly name: string;
  readonly rateLimits: RateLimits | null;
  readonly retryConfig: RetryConfig | null;
  readonly state: string;
  readonly purgeTime: Timestamp | null;
}

export const timestampOf = (ms: number): Timestamp => {
  const seconds = Math.floor(ms / 1_000);
  return { seconds, nanos: Math.round((ms - seconds * 1_000) * 1e6) };
};
export const durationOf = timestampOf;

/** In whole ms, rounded up: what is not to happen before a moment does not happen a fraction before it. */
export const msOf = ({ seconds, nanos }: Timestamp): number => seconds * 1_000 + Math.ceil(nanos / 1e6);

/** google.cloud.tasks.v2.CloudTasks, read from the package of the client, so that both always speak the same. */
export function loadService(): ServiceDefinition {
  const entry = import.meta.resolve('@google-cloud/tasks');
  const json = JSON.parse(readFileSync(new URL('../../protos/protos.json', entry), 'utf8'));
  const definition = fromJSON(json, { longs: Number, enums: String, defaults: true, oneofs: true });
  const root = loadPackageDefinition(definition) as { readonly google: GrpcObject };
  const { CloudTasks } = (root.google as { cloud: { tasks: { v2: GrpcObject } } }).cloud.tasks.v2;
  return (CloudTasks as unknown as { readonly service: ServiceDefinition }).service;
}
