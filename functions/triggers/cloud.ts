// What the entry points are given: the engine of this process and what stands around it, made when first needed.
import type { Api } from '../api/callable.ts';
import type { ChatWebhook } from '../api/chat-webhook.ts';
import type { WebhookSources } from '../api/webhooks.ts';
import type { RecordWritten } from '../engine/automations.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import type { Log } from '../engine/parts.ts';
import type { Shipment } from '../engine/shipping.ts';

/** A document as an event carries it; undefined: it does not exist. */
export interface DocumentWrite {
  readonly collection: string;
  readonly id: string;
  readonly before: object | undefined;
  readonly after: object | undefined;
}

export interface Cloud {
  readonly engine: WorkflowEngine;
  readonly api: Omit<Api, 'authenticate'>;
  /** The caller that a bearer token proves; `channel` is where the call says it comes from. */
  authenticate(token: string, channel: string | undefined): ReturnType<Api['authenticate']>;
  readonly webhooks: WebhookSources;
  /** Where people answer; absent: no chat is set up. */
  readonly chat?: ChatWebhook;
  readonly log: Log;
  /** Null where nothing is to be done: the record was removed, or the engine itself wrote it. */
  recordWritten(write: DocumentWrite): RecordWritten | null;
  readonly shipment: Shipment;
  /** Runs `work` so that what it logs belongs to the trace of the request. */
  traced<T>(header: string | undefined, work: () => Promise<T>): Promise<T>;
}

export type GetCloud = () => Promise<Cloud>;
