// The arithmetic of one stock record: holding, issuing and giving back, each once for every reservation.
// Pure: the store applies these atomically, so concurrent orders never take more than there is.
import { isObject, type JsonObject, ownValue } from '../core/json.ts';
import { numberAt } from './action.ts';

export interface Reservation {
  /** held: set aside · issued: has left the store · released: given back, or never to be made · refused: there was too little. */
  readonly state: 'held' | 'issued' | 'released' | 'refused';
  readonly quantity: number;
  /** When it got into this state, epoch ms. */
  readonly at: number;
  readonly orderId: string | null;
  /** Held until then (epoch ms); null: until it is issued or released. */
  readonly heldUntil: number | null;
  readonly reason: string | null;
}
type Reservations = Readonly<Record<string, Reservation>>;

export interface Hold {
  readonly id: string;
  readonly sku: string;
  readonly orderId: string | null;
  readonly quantity: number;
  readonly now: number;
  readonly heldUntil: number | null;
}

/** Ended reservations are remembered for repeated and late calls: longer than any message is redelivered, and not without bound. */
const ENDED_KEPT_MS = 48 * 3_600_000;
const ENDED_MAX = 500;

/** What can be held now. A hold that has lapsed is free again. */
export function availableOf(record: JsonObject, now: number): number {
  const current = lapsed(record, now);
  return tidy(amount(current, 'onHand') - amount(current, 'reserved'));
}

export function reservationOf(record: JsonObject, id: string): Reservation | undefined {
  const all = reservationsOf(record);
  return Object.hasOwn(all, id) ? all[id] : undefined;
}

/** Sets the quantity aside, or leaves a refusal that repeats of the same call will find. */
export function hold(record: JsonObject, { id, sku, quantity, orderId, now, heldUntil }: Hold): JsonObject {
  if (reservationOf(record, id) !== undefined) return record;
  const current = lapsed(record, now);
  const available = availableOf(current, now);
  if (available < quantity) {
    const reason = shortage(sku, quantity, available);
    return withReservation(current, id, { state: 'refused', quantity, at: now, orderId, heldUntil: null, reason });
  }
  const held: Reservation = { state: 'held', quantity, at: now, orderId, heldUntil, reason: null };
  return withReservation({ ...current, reserved: tidy(amount(current, 'reserved') + quantity) }, id, held);
}

export const shortage = (sku: string, wanted: number, available: number): string =>
  `There is not enough of ${sku}: ${wanted} wanted, ${available} available.`;

/** Gives back what was held or issued. A reservation not made yet is marked, so that it never will be. */
export function release(record: JsonObject, id: string, now: number, reason: string | null = null): JsonObject {
  const known = reservationOf(record, id);
  if (known?.state === 'released' || known?.state === 'refused') return record;
  const base = known ?? { quantity: 0, orderId: null };
  const ended: Reservation = { ...base, state: 'released', at: now, heldUntil: null, reason };
  const { quantity } = ended;
  if (known?.state === 'held')
    return withReservation({ ...record, reserved: tidy(amount(record, 'reserved') - quantity) }, id, ended);
  if (known?.state === 'issued')
    return withReservation({ ...record, onHand: tidy(amount(record, 'onHand') + quantity) }, id, ended);
  return withReservation(record, id, ended);
}

/** Lets go of what is held under ids that begin with `prefix`: it leaves the store. */
export function issue(record: JsonObject, prefix: string, now: number): JsonObject {
  const held = Object.entries(reservationsOf(record)).filter(
    ([id, { state }]) => state === 'held' && id.startsWith(prefix),
  );
  if (held.length === 0) return record;
  let current = lapsed(record, now);
  for (const [id] of held) {
    const reservation = reservationOf(current, id);
    if (reservation?.state !== 'held') continue;
    const { quantity } = reservation;
    const onHand = tidy(amount(current, 'onHand') - quantity);
    const reserved = tidy(amount(current, 'reserved') - quantity);
    current = withReservation({ ...current, onHand, reserved }, id, { ...reservation, state: 'issued', at: now });
  }
  return current;
}

/** Whether something under `prefix` has left the store and was not given back. */
export const isIssued = (record: JsonObject, prefix: string): boolean =>
  Object.entries(reservationsOf(record)).some(([id, { state }]) => state === 'issued' && id.startsWith(prefix));

function lapsed(record: JsonObject, now: number): JsonObject {
  let current = record;
  for (const [id, { state, heldUntil }] of Object.entries(reservationsOf(record)))
    if (state === 'held' && heldUntil !== null && heldUntil <= now)
      current = release(current, id, now, 'The stock was already released: the time to process the order had passed.');
  return current;
}

function withReservation(record: JsonObject, id: string, reservation: Reservation): JsonObject {
  const others = Object.entries(reservationsOf(record)).filter(([key]) => key !== id);
  const live = others.filter(([, { state }]) => state === 'held');
  const ended = others
    .filter(([, { state, at }]) => state !== 'held' && reservation.at - at < ENDED_KEPT_MS)
    .sort(([, a], [, b]) => b.at - a.at)
    .slice(0, ENDED_MAX);
  const reservations = Object.fromEntries([...live, ...ended, [id, reservation]]) as unknown as JsonObject;
  return { ...record, reservations };
}

const reservationsOf = (record: JsonObject): Reservations => {
  const all = ownValue(record, 'reservations');
  return isObject(all) ? (all as unknown as Reservations) : {};
};
const amount = (record: JsonObject, field: string): number => numberAt(record, field) ?? 0;

/** Six decimals: tonnes add up without the drift of binary fractions. */
const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;
