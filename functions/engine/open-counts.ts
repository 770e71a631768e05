// Open tasks by person: counted for everybody a moment ago, or counted here; kept up with this process's own commits.
import { openFor } from '../core/document.ts';
import type { Instance } from '../core/instance.ts';
import type { Clock, InstanceStore, RoutingSnapshots } from '../platform/platform.ts';

/** How long a count serves before it is asked for again. */
const TTL_MS = 30_000;
/** Snapshots are written each minute: one may be late by half of that before everybody counts for themselves again. */
export const SNAPSHOT_MAX_AGE_MS = 90_000;

interface Change {
  readonly id: string;
  readonly at: number;
  readonly by: 1 | -1;
}

interface Counted {
  readonly at: number;
  readonly tasks: number;
}

export class OpenCounts {
  readonly #instances: InstanceStore;
  readonly #routing: RoutingSnapshots;
  readonly #clock: Clock;
  readonly #countedAt = new Map<string, number>();
  /** A decision reads it at once, so it need not be copied. */
  readonly #openCounts: Record<string, number> = {};
  /** What this process gave and took since the oldest snapshot that may still serve; kept only where snapshots are. */
  #changes: Change[] = [];
  #hasSnapshots = false;

  constructor(ports: {
    readonly instances: InstanceStore;
    readonly routing: RoutingSnapshots;
    readonly clock: Clock;
  }) {
    this.#instances = ports.instances;
    this.#routing = ports.routing;
    this.#clock = ports.clock;
  }

  get all(): Readonly<Record<string, number>> {
    return this.#openCounts;
  }

  /** Brings the counts of these people up to date; `roles` are those whose snapshots may know them. */
  async count(ids: readonly string[], roles: readonly string[]): Promise<void> {
    const now = this.#clock.now();
    this.#changes = this.#changes.filter(({ at }) => now - at < SNAPSHOT_MAX_AGE_MS);
    const missing = ids.filter((id) => !isWithin(TTL_MS, this.#countedAt.get(id), now));
    if (missing.length === 0) return;
    const known = await this.#fromSnapshots(roles, now);
    const unknown = missing.filter((id) => !known.has(id));
    const counted = unknown.length === 0 ? {} : await this.#instances.openCounts(unknown);
    for (const id of missing) {
      this.#countedAt.set(id, now);
      const snapshot = known.get(id);
      this.#openCounts[id] = snapshot === undefined ? (counted[id] ?? 0) : this.#sinceThen(id, snapshot);
    }
  }

  async #fromSnapshots(roles: readonly string[], now: number): Promise<ReadonlyMap<string, Counted>> {
    const known = new Map<string, Counted>();
    for (const { countedAt, openCounts } of await this.#routing.read(roles)) {
      this.#hasSnapshots = true;
      if (!isWithin(SNAPSHOT_MAX_AGE_MS, countedAt, now)) continue;
      for (const [id, tasks] of Object.entries(openCounts))
        if ((known.get(id)?.at ?? -1) < countedAt) known.set(id, { at: countedAt, tasks });
    }
    return known;
  }

  /** A snapshot does not know what this process did after it; without that, all would go to whoever was free then. */
  #sinceThen(id: string, { at, tasks }: Counted): number {
    let now = tasks;
    for (const change of this.#changes) if (change.id === id && change.at >= at) now += change.by;
    return Math.max(0, now);
  }

  /** Follows a commit of this process: tasks given and taken away since the counts were read. */
  follow(before: Instance | null, after: Instance): void {
    const at = this.#clock.now();
    const change = (instance: Instance | null, by: 1 | -1): void => {
      for (const id of instance === null ? [] : openFor(instance)) {
        const known = this.#openCounts[id];
        if (known === undefined) continue;
        this.#openCounts[id] = Math.max(0, known + by);
        if (this.#hasSnapshots) this.#changes.push({ id, at, by });
      }
    };
    change(before, -1);
    change(after, +1);
  }
}

export const isWithin = (ageMaxMs: number, at: number | undefined, now: number): boolean =>
  at !== undefined && now - at < ageMaxMs && now >= at;
