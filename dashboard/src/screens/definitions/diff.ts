// What is different between two versions of a definition: steps that came, went and changed, and the fields that did.
import type { Definition, StepDefinition } from '../../data/definition.ts';

/** `undefined` on either side: there is nothing at that place. */
export interface Change {
  /** JSON pointer below the definition or the step. */
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
}
export interface PlacedStep {
  readonly step: StepDefinition;
  /** In the order of its own version, from 1. */
  readonly position: number;
}
export interface StepChange {
  readonly step: StepDefinition;
  readonly changes: readonly Change[];
}
export interface DefinitionDiff {
  readonly added: readonly PlacedStep[];
  readonly removed: readonly PlacedStep[];
  readonly changed: readonly StepChange[];
  /** Ids of the steps of both versions, in either order; null where the order is the same. */
  readonly order: { readonly before: readonly string[]; readonly after: readonly string[] } | null;
  /** Outside the steps. */
  readonly fields: readonly Change[];
}

/** What differs between any two versions, or says nothing of what the workflow does. */
const ALWAYS_DIFFERENT: ReadonlySet<string> = new Set([
  '$schema',
  'version',
  'status',
  'steps',
  'createdAt',
  'createdBy',
  'updatedAt',
]);

export function diffDefinitions(before: Definition, after: Definition): DefinitionDiff {
  const missingIn = (other: Definition, one: Definition): readonly PlacedStep[] =>
    one.steps
      .map((step, index) => ({ step, position: index + 1 }))
      .filter(({ step }) => !other.steps.some(({ id }) => id === step.id));
  const changed = after.steps.flatMap((step) => {
    const old = before.steps.find(({ id }) => id === step.id);
    const changes = old === undefined ? [] : changesBetween(old, step);
    return changes.length === 0 ? [] : [{ step, changes }];
  });
  return {
    added: missingIn(before, after),
    removed: missingIn(after, before),
    changed,
    order: orderOf(before, after),
    fields: changesBetween(ownFields(before), ownFields(after)),
  };
}

export const isSame = ({ added, removed, changed, order, fields }: DefinitionDiff): boolean =>
  added.length + removed.length + changed.length + fields.length === 0 && order === null;

const ownFields = (definition: Definition): Fields =>
  Object.fromEntries(Object.entries(definition).filter(([name]) => !ALWAYS_DIFFERENT.has(name)));

function orderOf(before: Definition, after: Definition): DefinitionDiff['order'] {
  const idsIn = (one: Definition, other: Definition): readonly string[] =>
    one.steps.map(({ id }) => id).filter((id) => other.steps.some((step) => step.id === id));
  const orders = { before: idsIn(before, after), after: idsIn(after, before) };
  return orders.before.join('\n') === orders.after.join('\n') ? null : orders;
}

type Fields = Readonly<Record<string, unknown>>;

/** Down to the smallest value that differs; lists whose lengths differ are one value. */
export function changesBetween(before: unknown, after: unknown, pointer = ''): readonly Change[] {
  if (isEqual(before, after)) return [];
  const [a, b] = [partsOf(before), partsOf(after)];
  const isAlike = a !== null && b !== null && Array.isArray(before) === Array.isArray(after);
  if (!isAlike || (Array.isArray(before) && Object.keys(a).length !== Object.keys(b).length))
    return [{ pointer, before, after }];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => changesBetween(a[name], b[name], `${pointer}/${escaped(name)}`));
}

/** The parts of a value that is worth looking into: objects, and lists of objects. */
function partsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) && !value.every((one) => typeof one === 'object' && one !== null)) return null;
  return value as Fields;
}

/** Whatever the order of an object's fields. */
const isEqual = (a: unknown, b: unknown): boolean => sortedText(a) === sortedText(b);
const sortedText = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  );

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
