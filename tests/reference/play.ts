// Completes the fragment of an example to a whole definition, and compares how things stand with what it says.
import { expect } from 'vitest';
import { type Example, type Expected, USUAL_DEFINITION, USUAL_STEPS } from '../../docs/reference/example.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import { createWorld, type World } from './world.ts';

/** The definition that an example stands for: its fragment, laid over what is usual. */
export function definitionOf({ field, json, scaffold = {}, before = [], after = [] }: Example): JsonObject {
  const isWhole = field.startsWith('definition.') || 'steps' in json;
  const kind = field.split('.')[0] as keyof typeof USUAL_STEPS;
  const usual = Object.hasOwn(USUAL_STEPS, kind) ? USUAL_STEPS[kind] : USUAL_STEPS.approval;
  const step = isWhole ? USUAL_STEPS.approval : { ...usual, ...json };
  return { ...USUAL_DEFINITION, steps: [...before, step, ...after], ...scaffold, ...(isWhole ? json : {}) };
}

type Rows = Readonly<Record<string, JsonObject>>;

const stateOf = ({ state, outcome }: JsonObject): string =>
  outcome === undefined ? String(state) : `${String(state)} ${String(outcome)}`;

const openOf = ({ openSteps }: JsonObject): Readonly<Record<string, JsonObject>> =>
  Object.fromEntries((openSteps as readonly JsonObject[]).map((step) => [String(step.stepId), step]));

const among = <T>(names: readonly string[], of: (name: string) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(names.map((name) => [name, of(name)]));

async function amongLater<T>(names: readonly string[], of: (name: string) => Promise<T>) {
  const found: Record<string, T> = {};
  for (const name of names) found[name] = await of(name);
  return found;
}

/** How things stand, as far as the example asks. */
const LOOKS: {
  readonly [name in keyof Expected]-?: (
    world: World,
    instance: JsonObject,
    wanted: NonNullable<Expected[name]>,
  ) => unknown;
} = {
  status: (_world, { status }) => status,
  outcome: (_world, { outcome }) => outcome,
  open: (_world, instance) =>
    Object.fromEntries(
      Object.entries(openOf(instance)).map(([id, { assignees }]) => [id, [...(assignees as readonly string[])].sort()]),
    ),
  steps: (_world, { steps }, wanted) => among(Object.keys(wanted), (id) => stateOf((steps as Rows)[id] ?? {})),
  attempts: (_world, { steps }, wanted) => among(Object.keys(wanted), (id) => (steps as Rows)[id]?.attempt),
  due: (_world, instance, wanted) => among(Object.keys(wanted), (id) => openOf(instance)[id]?.dueAt),
  output: (_world, { steps }, wanted) => among(Object.keys(wanted), (id) => (steps as Rows)[id]?.output),
  told: (world) => world.newMessages(),
  words: async (world, _instance, wanted) => {
    const found: Record<string, string> = {};
    for (const [id, words] of Object.entries(wanted)) {
      const text = await world.newestMessageTo(id);
      found[id] = text.includes(words) ? words : text;
    }
    return found;
  },
  did: (world) => world.newActions(),
  refused: () => null,
  sla: (_world, { sla }) => (sla as JsonObject | null)?.state,
  reason: (_world, { reason }) => reason,
  incidents: (_world, { incidents }) =>
    (incidents as readonly JsonObject[]).filter((row) => row.resolvedAt === undefined).map((row) => row.kind),
  others: (world) => world.otherWorkflows(),
  shown: (world, _instance, wanted) => amongLater(Object.keys(wanted), (userId) => world.dataFor(userId)),
  records: (world, _instance, wanted) => amongLater(Object.keys(wanted), (place) => world.recordSays(place)),
  requester: (_world, { startedBy }) => startedBy,
  published: async (world, _instance, wanted) => {
    const definition = await world.published();
    return among(Object.keys(wanted), (name) => definition[name]);
  },
};

async function look(world: World, refused: string | null, expected: Expected): Promise<void> {
  const { refused: reason, ...wanted } = expected;
  const instance = await world.instance();
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(wanted) as (keyof typeof wanted)[])
    found[name] = await LOOKS[name](world, instance, wanted[name] as never);
  expect({ ...found, refused }).toEqual({ ...wanted, refused: reason ?? null });
}

/** Publishes the example, starts it and plays it; a refusal that the example does not speak of fails. */
export async function playExample(example: Example): Promise<void> {
  const world = await createWorld(definitionOf(example));
  try {
    for (const child of example.others ?? []) await world.ask('ann', 'createWorkflowDefinition', { definition: child });
    expect(await world.play('ann publishes')).toBe(null);
    let refused = example.isStartedByRecords
      ? null
      : await world.play(`rita starts ${JSON.stringify(example.data ?? {})}`);
    for (const next of example.happens) {
      if (typeof next === 'string') {
        expect(refused, `before "${next}"`).toBe(null);
        refused = await world.play(next);
      } else {
        await look(world, refused, next);
        refused = null;
      }
    }
    expect(refused, 'in the end').toBe(null);
  } finally {
    await world.close();
  }
}
