// Which places of a document are sealed, whose key seals each, and in which order.
import { type Json, valueAtPointer } from '../../core/json.ts';
import { isWithin, keysOf } from './pointer.ts';

export interface SealingRules {
  readonly sensitive?: readonly string[] | undefined;
  readonly personal?: readonly { readonly pointer: string; readonly subject: string }[] | undefined;
}

/** A place that is sealed as a whole. `subject`: where the data says whose it is; null: it is nobody's. */
export interface SealedPlace {
  readonly pointer: string;
  readonly keys: readonly string[];
  readonly subject: string | null;
}

/** Outer places before inner ones. What is personal is sealed under the person's key alone, sensitive or not. */
export function placesOf({ sensitive = [], personal = [] }: SealingRules): readonly SealedPlace[] {
  const places = new Map<string, SealedPlace>();
  for (const { pointer, subject } of personal) {
    keysOf(subject);
    if (!places.has(pointer)) places.set(pointer, { pointer, keys: keysOf(pointer), subject });
  }
  const closed = [...places.keys()];
  for (const pointer of [...new Set(sensitive)].sort((a, b) => a.length - b.length)) {
    if (closed.some((outer) => isWithin(pointer, outer))) continue;
    places.set(pointer, { pointer, keys: keysOf(pointer), subject: null });
    closed.push(pointer);
  }
  return [...places.values()].sort((a, b) => a.keys.length - b.keys.length || (a.pointer < b.pointer ? -1 : 1));
}

const SUBJECT_CHARS_MAX = 500;

/** The names under which keys are kept. */
export const personSubject = (personId: string): string => `person:${personId}`;
export const workflowSubject = (workflowId: string): string => `workflow:${workflowId}`;
export const documentSubject = (documentId: string): string => `document:${documentId}`;

/** Whose the place is, as the data says; null: of nobody in particular. */
export function personOf(pointer: string, data: Json): string | null {
  const person = valueAtPointer(data, pointer);
  const name = typeof person === 'number' ? String(person) : person;
  return typeof name === 'string' && name !== '' && name.length <= SUBJECT_CHARS_MAX ? personSubject(name) : null;
}
