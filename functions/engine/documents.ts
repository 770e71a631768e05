// Instances as they are stored: what a definition calls sensitive or personal is sealed there, and plain in between.
import { createHmac } from 'node:crypto';
import { hiddenPointers } from '../core/definition/hidden.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { AuditEntry, InstanceDocument } from '../core/document.ts';
import type { Event } from '../core/events.ts';
import type { JsonObject } from '../core/json.ts';
import type { InstanceRead, InstanceStore } from '../platform/platform.ts';
import type { Definitions } from './definitions.ts';
import { refuse } from './failure.ts';
import type { Keyring } from './sealing/keyring.ts';
import { workflowSubject } from './sealing/plan.ts';
import { SealedFormGiven } from './sealing/sealed.ts';
import { createSealer, type Sealer } from './sealing/sealer.ts';

export const hasSecrets = (definition: WorkflowDefinition): boolean => hiddenPointers(definition).length > 0;

export class Documents {
  readonly #instances: InstanceStore;
  readonly #definitions: Definitions;
  readonly #keyring: Keyring | null;
  /** What was opened is sealed again as it was, so each document that was read keeps its sealer. */
  readonly #sealers = new WeakMap<InstanceDocument, Sealer>();

  constructor(instances: InstanceStore, definitions: Definitions, keyring: Keyring | null) {
    this.#instances = instances;
    this.#definitions = definitions;
    this.#keyring = keyring;
  }

  /** The instance with its data in plain; where a key was destroyed, null stands for the value. */
  async read(instanceId: string, userId?: string): Promise<InstanceRead> {
    const read = await this.#instances.read(instanceId, userId);
    if (read.stored === null) return read;
    const { document, version } = read.stored;
    const { id, version: pinned } = document.instance.definition;
    const { definition } = await this.#definitions.pinned(id, pinned);
    if (!hasSecrets(definition)) return read;
    const sealer = this.#sealer(definition, instanceId);
    const { value } = await sealer.unseal(document.instance.data);
    const plain = { ...document, instance: { ...document.instance, data: value as JsonObject } };
    this.#sealers.set(plain, sealer);
    return { ...read, stored: { document: plain, version } };
  }

  /** What is to be stored of a commit. `read` is the document as it was read, which remembers how it was sealed. */
  async sealed(
    definition: WorkflowDefinition,
    read: InstanceDocument | null,
    commit: { readonly instanceId: string; readonly data: JsonObject; readonly events: AuditEntry['events'] },
  ): Promise<{ readonly data: JsonObject; readonly events: AuditEntry['events'] }> {
    if (!hasSecrets(definition)) return commit;
    const sealer = (read === null ? undefined : this.#sealers.get(read)) ?? this.#sealer(definition, commit.instanceId);
    try {
      const data = (await sealer.seal(commit.data)) as JsonObject;
      return { data, events: await Promise.all(commit.events.map((event) => sealedEvent(sealer, event))) };
    } catch (error) {
      if (error instanceof SealedFormGiven)
        return refuse('INVALID_DATA', 'The data contains a value in sealed form; send plain values.');
      throw error;
    }
  }

  /** What is remembered of a request: with secrets in it, nobody can guess them from it without the key. */
  async remembered(definition: WorkflowDefinition, content: string): Promise<string> {
    if (!hasSecrets(definition)) return content;
    const key = await this.#keys(definition).keyOf(workflowSubject(definition.id));
    return createHmac('sha256', key.bytes).update(content).digest('hex');
  }

  #sealer(definition: WorkflowDefinition, documentId: string): Sealer {
    return createSealer({ documentId, workflowId: definition.id, rules: definition, keyring: this.#keys(definition) });
  }

  #keys({ id }: WorkflowDefinition): Keyring {
    if (this.#keyring === null) throw new Error(`definition ${id} has secrets, and this engine has no keyring`);
    return this.#keyring;
  }
}

/** The events that carry the whole data carry it sealed. */
async function sealedEvent(sealer: Sealer, event: Event): Promise<Event> {
  if (event.action !== 'workflow_started' && event.action !== 'workflow_data_changed') return event;
  const data = (await sealer.seal(event.data.data)) as JsonObject;
  return { ...event, data: { ...event.data, data } } as Event;
}
