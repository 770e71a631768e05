// Definitions as the engine uses them: immutable versions kept for ever, the list of active ones for a short while.
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { compareVersions } from '../core/definition/version.ts';
import type { Clock, DefinitionStore, PublishedDefinition } from '../platform/platform.ts';
import { refuse } from './failure.ts';
import { contentHash } from './hash.ts';

const ACTIVE_TTL_MS = 30_000;

/** What a version can never change: everything but its status and times. */
export function definitionHash(definition: WorkflowDefinition): string {
  const { status: _status, createdAt: _createdAt, updatedAt: _updatedAt, ...content } = definition;
  return contentHash(content);
}

export class Definitions {
  readonly #store: DefinitionStore;
  readonly #clock: Clock;
  readonly #versions = new Map<string, PublishedDefinition>();
  #triggers: { readonly readAt: number; readonly versions: readonly PublishedDefinition[] } | null = null;
  readonly #active = new Map<string, { readonly readAt: number; readonly versions: readonly PublishedDefinition[] }>();

  constructor(store: DefinitionStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The version an instance is pinned to. It was there when the instance started, so its absence is a defect. */
  async pinned(id: string, version: string): Promise<PublishedDefinition> {
    const key = `${id}@${version}`;
    const known = this.#versions.get(key);
    if (known !== undefined) return known;
    const published = await this.#store.get(id, version);
    if (published === null) throw new Error(`definition ${key} is gone while an instance runs on it`);
    this.#versions.set(key, published);
    return published;
  }

  /** The version to start: the named one, else the newest active one. */
  async toStart(id: string, version: string | undefined): Promise<PublishedDefinition> {
    const versions = await this.#versionsOf(id);
    if (versions.length === 0) refuse('NOT_FOUND', `There is no workflow "${id}".`);
    if (version !== undefined) {
      const named = versions.find(({ definition }) => definition.version === version);
      return named ?? refuse('NOT_FOUND', `"${id}" has no version ${version}.`);
    }
    const newest = versions
      .filter(({ definition }) => definition.status === 'active')
      .sort((a, b) => compareVersions(a.definition.version, b.definition.version))
      .at(-1);
    return newest ?? refuse('DEFINITION_INACTIVE', `No version of "${id}" is active.`);
  }

  /** The newest active version of every definition. */
  async active(): Promise<readonly PublishedDefinition[]> {
    const now = this.#clock.now();
    if (this.#triggers === null || now - this.#triggers.readAt >= ACTIVE_TTL_MS) {
      const all = await this.#store.list();
      const newest = new Map<string, PublishedDefinition>();
      for (const published of [...all].sort((a, b) => compareVersions(a.definition.version, b.definition.version)))
        if (published.definition.status === 'active') newest.set(published.definition.id, published);
      this.#triggers = { readAt: now, versions: [...newest.values()] };
    }
    return this.#triggers.versions;
  }

  async #versionsOf(id: string): Promise<readonly PublishedDefinition[]> {
    const known = this.#active.get(id);
    const now = this.#clock.now();
    if (known !== undefined && now - known.readAt < ACTIVE_TTL_MS && known.versions.length > 0) return known.versions;
    const versions = await this.#store.list(id);
    this.#active.set(id, { readAt: now, versions });
    return versions;
  }

  /** After a change in this process, the next start sees it. */
  forget(id: string): void {
    this.#active.delete(id);
    this.#triggers = null;
    for (const key of this.#versions.keys()) if (key.startsWith(`${id}@`)) this.#versions.delete(key);
  }
}
