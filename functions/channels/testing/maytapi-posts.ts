// What Maytapi posts to a webhook, in the shapes it documents, and the posting of it: doubled, or the last one first.
import type { Json, JsonObject } from '../../core/json.ts';

export interface MaytapiSource {
  readonly productId: string;
  readonly phoneId: string;
}

export interface Posts {
  /** Somebody writes; `phone` with or without its plus. */
  said(phone: string, text: string, id?: string): JsonObject;
  /** A message that the telephone sent, shown to us. */
  echo(sent: { readonly id: string; readonly to: string; readonly text: string }): JsonObject;
  ack(id: string, ackType: string): JsonObject;
  status(status: Json): JsonObject;
  error(id: string, message: string): JsonObject;
}

export function maytapiPosts({ productId, phoneId }: MaytapiSource): Posts {
  let said = 0;
  const source = { product_id: productId, phone_id: Number(phoneId) || phoneId };
  const message = (phone: string, content: JsonObject): JsonObject => {
    const digits = phone.replace(/\D/g, '');
    const user = { id: `${digits}@c.us`, name: `Person ${digits}`, phone: digits };
    return {
      ...source,
      type: 'message',
      conversation: `${digits}@c.us`,
      user,
      message: content,
      timestamp: 1772330400,
    };
  };
  return {
    said: (phone, text, id) => {
      said += 1;
      return message(phone, {
        id: id ?? `false_${phone.replace(/\D/g, '')}@c.us_SAID${said}`,
        type: 'text',
        text,
        fromMe: false,
      });
    },
    echo: ({ id, to, text }) => message(to, { id: `true_${to}@c.us_${id}`, type: 'text', text, fromMe: true }),
    ack: (msgId, ackType) => ({ ...source, type: 'ack', data: [{ ackType, ackCode: 1, msgId, time: 1772330401 }] }),
    status: (status) => ({ pid: productId, phone_id: phoneId, type: 'status', status }),
    error: (id, words) => ({ ...source, type: 'error', code: 'E10', message: words, data: { id } }),
  };
}

/** Posts each and answers the statuses, in the order of posting. */
export async function postAll(
  url: string,
  posts: readonly JsonObject[],
  { times = 1, isReversed = false }: { readonly times?: number; readonly isReversed?: boolean } = {},
): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const post of isReversed ? posts.toReversed() : posts)
    for (let time = 0; time < times; time++) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(post) });
      await response.arrayBuffer();
      statuses.push(response.status);
    }
  return statuses;
}
