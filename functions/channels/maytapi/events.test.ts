// What the gateway posts, in our words: every documented shape and its variants, and silence for the rest.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryHandle } from '../../core/delivery.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { sampleMessage, sampleUser } from '../../platform/contract/sample.ts';
import { maytapiPosts } from '../testing/maytapi-posts.ts';
import { numbered } from './echo.ts';
import { ACKS_MAX, readMaytapi } from './events.ts';
import { SAID_CHARS_MAX } from './messages.ts';
import { createMaytapi } from './provider.ts';

const OWN = { productId: 'product-1', phoneId: '90126' };
const PHONE = '+8801700000001';
const posts = maytapiPosts(OWN);
const read = (body: unknown) => readMaytapi(body, OWN);
const handle = (id: string): string => deliveryHandle('whatsapp', id);
const message = (content: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...posts.said(PHONE, ''),
  message: { id: 'm-1', fromMe: false, ...content },
  ...more,
});

describe('somebody who writes', () => {
  it('is named by the number in international form, and the message by its id', () => {
    expect(read(posts.said('8801700000001', 'A 4821', 'm-1'))).toEqual([
      { kind: 'said', messageId: 'm-1', phone: PHONE, text: 'A 4821' },
    ]);
  });

  it.each<[string, JsonObject, string]>([
    ['a caption', { type: 'image', caption: 'R 4821 see picture' }, 'R 4821 see picture'],
    ['a button', { type: 'buttons_response', selectedDisplayText: 'A 4821' }, 'A 4821'],
    ['a reply by button', { type: 'interactive', button_reply: { id: 'b', title: 'A 4821' } }, 'A 4821'],
    ['a reply by list', { type: 'list_response', list: { title: 'A 4821' } }, 'A 4821'],
    ['a body', { type: 'chat', body: 'A 4821' }, 'A 4821'],
    ['a voice message', { type: 'ptt', url: 'https://example.com/x.oga' }, ''],
    ['a picture', { type: 'image', caption: ' ' }, ''],
    ['a place', { type: 'location', payload: '1,2' }, ''],
  ])('is heard by %s', (_, content, text) => {
    expect(read(message(content))).toEqual([{ kind: 'said', messageId: 'm-1', phone: PHONE, text }]);
  });

  it.each<[string, JsonObject]>([
    ['into a group', message({ type: 'text', text: 'A 1' }, { conversation: '8801700000001-1574072436@g.us' })],
    ['to everybody', message({ type: 'text', text: 'A 1' }, { conversation: 'status@broadcast' })],
    ['nothing but a reaction', message({ type: 'reaction', reaction: '👍' })],
    ['nothing at all', message({ type: 'info', subtype: 'group/add' })],
    ['without an id', message({ id: null, type: 'text', text: 'A 1' })],
    ['without a number', message({ type: 'text', text: 'A 1' }, { conversation: '123@lid', user: {} })],
  ])('is not heard: %s', (_, body) => {
    expect(read(body)).toEqual([]);
  });

  it('is found behind a hidden number, a number as a number, and a further device', () => {
    const phones = [
      { conversation: '77@lid', user: { phone: '8801700000001' } },
      { conversation: '8801700000001@c.us', user: { phone: 8801700000001 } },
      { conversation: '8801700000001:12@s.whatsapp.net', user: null },
    ].map((more) => read(message({ type: 'text', text: 'A 1' }, more))[0]);
    expect(phones).toMatchObject([{ phone: PHONE }, { phone: PHONE }, { phone: PHONE }]);
  });

  it('is heard no further than any command goes', () => {
    const [said] = read(message({ type: 'text', text: 'x'.repeat(SAID_CHARS_MAX * 3) }));
    expect(said).toMatchObject({ text: 'x'.repeat(SAID_CHARS_MAX) });
    expect(read(message({ id: 'i'.repeat(10_000), type: 'text', text: 'A 1' }))).toEqual([]);
  });
});

describe('a message of ours that is shown to us', () => {
  const { echoOf } = createMaytapi({ ...OWN, apiKey: 'key' });
  const sent = (text: string, key = 'message-1') =>
    sampleMessage({ channel: 'whatsapp', to: sampleUser({ id: 'sr-1', phone: PHONE }), text, key });

  it('was taken, under the handle that the sender waits for and by the name that its arrival will have', () => {
    const message = sent('Order O-1 waits.\n\nA 4821');
    expect(read(posts.echo({ id: '3EB0AA', to: '8801700000001', text: numbered(message) }))).toEqual([
      { kind: 'report', handle: echoOf(message), report: { state: 'sent', handle: handle('3EB0AA') } },
    ]);
    expect(read(posts.ack('true_8801700000001@c.us_3EB0AA', 'reached'))).toMatchObject([{ handle: handle('3EB0AA') }]);
  });

  it('is recognised by its number, whatever was done to its words', () => {
    const message = sent(' Café\r\n\r\n হয়  A 4821 ');
    const shown = ` ${numbered({ ...message, text: 'Cafe\u0301 …' })
      .normalize('NFD')
      .replaceAll('_', '')}\n`;
    expect(read(posts.echo({ id: 'e', to: '8801700000001', text: shown }))).toMatchObject([
      { handle: echoOf(message) },
    ]);
  });

  it('is another one when the same is said again, or to another person', () => {
    const [first, second] = [numbered(sent('A 4821', 'first')), numbered(sent('A 4821', 'second'))];
    const handles = [
      posts.echo({ id: 'e', to: '8801700000001', text: first }),
      posts.echo({ id: 'e', to: '8801700000001', text: second }),
      posts.echo({ id: 'e', to: '8801700000002', text: first }),
    ].map((post) => read(post)[0]);
    expect(new Set(handles.map((event) => JSON.stringify(event))).size).toBe(3);
  });

  it('is nothing where it has no number: somebody wrote on the telephone itself', () =>
    expect(read(posts.echo({ id: 'e', to: '8801700000001', text: 'See you at #1' }))).toEqual([]));

  it('has no handle where the person has no number', () => {
    expect(echoOf(sampleMessage({ to: sampleUser({ id: 'sr-2', phone: undefined }) }))).toBeNull();
  });
});

describe('what became of messages', () => {
  it.each([
    ['delivered', 'delivered'],
    ['reached', 'delivered'],
    ['REACHED', 'delivered'],
    ['2', 'delivered'],
    ['seen', 'read'],
    ['played', 'read'],
  ])('"%s" is %s', (ackType, state) => {
    expect(read(posts.ack('m-1', ackType))).toEqual([{ kind: 'report', handle: handle('m-1'), report: { state } }]);
  });

  it('is told by a number too, for one message or for many; what is deleted or unknown says nothing', () => {
    const ack = (data: Json) => read({ ...posts.ack('', ''), data });
    expect(ack({ msgId: 'm-1', ackCode: 3 })).toMatchObject([{ report: { state: 'read' } }]);
    expect(
      ack([{ msgId: 'm-1', ackType: 2 }, { msgId: 'm-2', ackType: 'deleted' }, 7, null, { ackType: 'seen' }]),
    ).toEqual([{ kind: 'report', handle: handle('m-1'), report: { state: 'delivered' } }]);
    const many = Array.from({ length: 10_000 }, (_, i) => ({ msgId: `m-${i}`, ackType: 'seen' }));
    expect(ack(many)).toHaveLength(ACKS_MAX);
  });

  it('that one failed is told with a reason that names nobody', () => {
    expect(read(posts.error('m-1', 'could not send to 8801700000001\u202e\n'))).toEqual([
      { kind: 'report', handle: handle('m-1'), report: { state: 'failed', error: 'could not send to …⟦U+202E⟧' } },
    ]);
    expect(read({ ...posts.error('m-1', ''), data: { id: 'm-1', message: 'the text itself' }, code: 7 })).toMatchObject(
      [{ report: { error: 'Maytapi gives no reason' } }],
    );
    expect(read({ ...posts.error('m-1', 'x'), data: {} })).toEqual([]);
  });
});

describe('the telephone behind the gateway', () => {
  it.each<[boolean, Json]>([
    ...['qr-code', 'phone-error', 'idle', 'loading', 'disabled', 'disconnected', 'Logged out', 'QR_SCREEN'].map(
      (word): [boolean, Json] => [true, word],
    ),
    [true, { loggedIn: false }],
    [true, { isQr: true, loggedIn: true }],
    [true, { loggedIn: true, state: { state: 'CONNECTED', canSend: false } }],
    ...['active', 'connected', 'CONNECTED', 'authenticated'].map((word): [boolean, Json] => [false, word]),
    [false, { loggedIn: true, isQr: false, loading: false, state: { state: 'CONNECTED', canSend: true } }],
  ])('is lost (%s) by %j', (isDown, status) => {
    expect(read(posts.status(status))).toEqual([{ kind: 'session', isDown }]);
  });

  it('is looked for beside the status, too; what is not known says nothing', () => {
    const source = { product_id: 'product-1', type: 'status' };
    expect(read({ ...source, data: { status: 'loading' } })).toEqual([{ kind: 'session', isDown: true }]);
    expect(read({ ...source, loggedIn: true })).toEqual([{ kind: 'session', isDown: false }]);
    expect(read({ ...source, status: 'purple' })).toEqual([]);
    expect(read({ ...source, status: { state: { state: { state: { state: { state: 'active' } } } } } })).toEqual([]);
  });
});

describe('what is not for us', () => {
  it('says nothing: another product, another telephone, another type', () => {
    const said = posts.said(PHONE, 'A 4821');
    expect(read({ ...said, product_id: 'product-2' })).toEqual([]);
    expect(read({ ...said, product_id: undefined })).toEqual([]);
    expect(read({ ...said, phone_id: '90127' })).toEqual([]);
    expect(read({ ...said, type: 'live_event' })).toEqual([]);
    expect(read({ ...said, phone_id: undefined })).toHaveLength(1);
  });

  it('never throws, whatever comes', () => {
    const word = fc.constantFrom(
      'message',
      'ack',
      'status',
      'error',
      'text',
      'product-1',
      '90126',
      '8801700000001@c.us',
    );
    const key = fc.constantFrom(
      ...['__proto__', 'constructor', 'type', 'data', 'message', 'id', 'text', 'status', 'state', 'msgId', 'ackType'],
      ...['conversation', 'user', 'phone', 'fromMe', 'toString'],
    );
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        word,
        fc.jsonValue(),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(key, tie('json'), { maxKeys: 6, noNullPrototype: false }),
      ),
    }));
    fc.assert(
      fc.property(json, fc.constantFrom('message', 'ack', 'status', 'error'), (body, type) => {
        const inner =
          typeof body === 'object' && body !== null && !Array.isArray(body)
            ? body
            : { message: body, data: body, status: body };
        const text = JSON.stringify({ ...inner, product_id: 'product-1', type });
        for (const one of [body, JSON.parse(text) as unknown]) expect(Array.isArray(read(one))).toBe(true);
      }),
      { seed: 20_260_301, numRuns: 1_000 },
    );
  });

  it("reads only what is the post's own", () => {
    const body = JSON.parse('{"__proto__":{"product_id":"product-1","type":"status","status":"active"}}');
    expect(read(body)).toEqual([]);
    expect(read(Object.create({ product_id: 'product-1', type: 'status', status: 'active' }))).toEqual([]);
  });
});
