// What the gateway posts to our webhook, in our words. Its shapes vary: what is not understood says nothing.
import type { ChatEvent } from '../../core/chat-event.ts';
import { deliveryHandle } from '../../core/delivery.ts';
import { type Json, ownValue, valueAt } from '../../core/json.ts';
import { readMessage } from './messages.ts';
import { isSessionDown } from './session.ts';
import { errorText, ownIdIn } from './words.ts';

/** Of one post; the gateway sends a handful. */
export const ACKS_MAX = 500;

/** By the gateway's name of it, or its number. */
const ACKS: ReadonlyMap<string, 'delivered' | 'read'> = new Map([
  ['delivered', 'delivered'],
  ['reached', 'delivered'],
  ['seen', 'read'],
  ['read', 'read'],
  ['played', 'read'],
  ['1', 'delivered'],
  ['2', 'delivered'],
  ['3', 'read'],
  ['4', 'read'],
]);

/** Pure and total: whatever comes, it answers. A post for another product or telephone says nothing. */
export function readMaytapi(
  body: unknown,
  own: { readonly productId: string; readonly phoneId: string },
): readonly ChatEvent[] {
  const json = body as Json;
  const product = ownValue(json, 'product_id') ?? ownValue(json, 'pid') ?? ownValue(json, 'productId');
  const phone = ownValue(json, 'phone_id') ?? ownValue(json, 'phoneId') ?? own.phoneId;
  if (!isId(product, own.productId) || !isId(phone, own.phoneId)) return [];
  switch (ownValue(json, 'type')) {
    case 'message':
      return readMessage(json);
    case 'ack':
      return readAcks(ownValue(json, 'data'));
    case 'status':
      return readStatus(json);
    case 'error':
      return readError(json);
    default:
      return [];
  }
}

const isId = (value: Json | undefined, id: string): boolean =>
  (typeof value === 'string' || typeof value === 'number') && String(value) === id;

function readAcks(data: Json | undefined): readonly ChatEvent[] {
  const acks = Array.isArray(data) ? data.slice(0, ACKS_MAX) : [data];
  return acks.flatMap((ack: Json | undefined): readonly ChatEvent[] => {
    const id = ownIdIn(ownValue(ack, 'msgId') ?? ownValue(ack, 'id'));
    const word = ownValue(ack, 'ackType') ?? ownValue(ack, 'ackCode') ?? ownValue(ack, 'ack');
    const state = typeof word === 'string' || typeof word === 'number' ? ACKS.get(String(word).toLowerCase()) : null;
    if (id === null || state === undefined || state === null) return [];
    return [{ kind: 'report', handle: deliveryHandle('whatsapp', id), report: { state } }];
  });
}

function readStatus(body: Json): readonly ChatEvent[] {
  const isDown =
    isSessionDown(ownValue(body, 'status')) ?? isSessionDown(ownValue(body, 'data')) ?? isSessionDown(body);
  return isDown === null ? [] : [{ kind: 'session', isDown }];
}

const ERROR_IDS = ['data.msgId', 'data.id', 'data.message_id', 'message.msgId', 'message.id', 'msgId', 'message_id'];
/** `data.message` is not among them: it is what was to be sent. */
const ERROR_TEXTS = ['error', 'message', 'data.error', 'data.reason', 'code', 'data.code'];

function readError(body: Json): readonly ChatEvent[] {
  const id = ERROR_IDS.map((place) => ownIdIn(valueAt(body, place))).find((one) => one !== null);
  if (id === undefined || id === null) return [];
  const said = ERROR_TEXTS.map((place) => valueAt(body, place)).find((one) => typeof one === 'string' && one !== '');
  const error = typeof said === 'string' ? errorText(said) : 'Maytapi gives no reason';
  return [{ kind: 'report', handle: deliveryHandle('whatsapp', id), report: { state: 'failed', error } }];
}
