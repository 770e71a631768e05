// WhatsApp by way of Maytapi: a gateway that queues what it takes, honours no keys, and tells later what became of it.
import { type Json, ownValue, valueAt } from '../../core/json.ts';
import { type Delivery, Unconfirmed } from '../../platform/platform.ts';
import type { Answer, Chat, Provider } from '../provider.ts';
import { digitsOf, echoOfKey, numbered } from './echo.ts';
import { createGateway, type GatewayAnswer } from './gateway.ts';
import { errorText, ownIdIn } from './words.ts';

export interface MaytapiOptions {
  readonly productId: string;
  /** The gateway's id of the telephone that sends. */
  readonly phoneId: string;
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
  readonly timeoutMs?: number;
}

export interface Maytapi extends Provider, Chat {
  /** Where the gateway shall report to from now on, arrivals included. Throws an error that says why not. */
  setWebhook(url: string): Promise<void>;
}

/** What WhatsApp itself shows in one message without folding it away. */
export const TEXT_CHARS_MAX = 4_096;
const TIMEOUT_MS = 15_000;

export function createMaytapi(options: MaytapiOptions): Maytapi {
  const { productId, phoneId, apiKey, baseUrl = 'https://api.maytapi.com', timeoutMs = TIMEOUT_MS } = options;
  const post = createGateway({ apiKey, baseUrl, fetch: options.fetch ?? globalThis.fetch, timeoutMs });
  const product = encodeURIComponent(productId);
  const phone = encodeURIComponent(phoneId);

  async function deliver(to: string, text: string): Promise<Delivery> {
    if (text.length > TEXT_CHARS_MAX)
      return { ok: false, error: `the text is longer than ${TEXT_CHARS_MAX} characters: shorten its template` };
    // Whoever is told the same thing twice was meant to be: the gateway's own filter would swallow the second.
    const body = { to_number: digitsOf(to), type: 'text', message: text.toWellFormed(), skip_filter: true };
    return deliveryOf(await post(`${product}/${phone}/sendMessage`, body), apiKey);
  }

  async function configure(operation: string, body: Json): Promise<void> {
    const answer = await post(`${product}/${operation}`, body);
    if (answer.status > 299 || isNo(ownValue(answer.body, 'success')))
      throw new Error(`Maytapi refused ${operation}: ${refusalOf(answer, apiKey)}`);
  }

  return {
    channel: 'whatsapp',
    traits: { honoursKeys: false, reports: 'always' },
    echoOf: ({ to, key }) => (to.phone === undefined ? null : echoOfKey(to.phone, key)),
    send: async (message) =>
      message.to.phone === undefined
        ? { ok: false, error: 'the person has no telephone number in the directory' }
        : deliver(message.to.phone, numbered(message)),
    say: async (answer: Answer) => {
      const delivery = await deliver(answer.phone, answer.text);
      if (!delivery.ok) throw new Error(`the answer was refused: ${delivery.error}`);
    },
    setWebhook: async (url) => {
      await configure('setWebhook', { webhook: url });
      await configure('setAckPreference', { ack_delivery: true });
    },
  };
}

function deliveryOf(answer: GatewayAnswer, apiKey: string): Delivery {
  if (answer.status > 299 || isNo(ownValue(answer.body, 'success')))
    return { ok: false, error: `Maytapi refused the message: ${refusalOf(answer, apiKey)}` };
  const providerId = ownIdIn(valueAt(answer.body, 'data.msgId') ?? valueAt(answer.body, 'data.id'));
  if (providerId === null) throw new Unconfirmed(`Maytapi answered ${answer.status} without naming the message`);
  return { ok: true, providerId, state: 'sent' };
}

const isNo = (value: Json | undefined): boolean => value === false || value === 'false' || value === 0;

function refusalOf({ status, body }: GatewayAnswer, apiKey: string): string {
  const hint = status === 401 || status === 403 ? ' (check the API key)' : '';
  const said = ownValue(body, 'message') ?? ownValue(body, 'error');
  // The gateway quotes what it was sent, the key included.
  const reason = typeof said === 'string' ? `, ${errorText(said.replaceAll(apiKey, '…'))}` : '';
  return `${status}${hint}${reason}`;
}
