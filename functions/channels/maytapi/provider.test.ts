// Maytapi as a channel: what is sent, and what each way of failing proves; against a gateway over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleMessage, sampleUser } from '../../platform/contract/sample.ts';
import { type OutgoingMessage, Transient, Unconfirmed } from '../../platform/platform.ts';
import { type MaytapiBehaviour, type MaytapiServer, startMaytapiServer } from '../testing/maytapi-server.ts';
import { numbered } from './echo.ts';
import { createMaytapi, type Maytapi, type MaytapiOptions, TEXT_CHARS_MAX } from './provider.ts';

const KEY = 'canary-api-key';
const PHONE = '+8801700000001';
const OWN = { productId: 'product-1', phoneId: '90126', apiKey: KEY };

let server: MaytapiServer;
beforeEach(async () => {
  server = await startMaytapiServer(OWN);
});
afterEach(() => server.close());

const maytapi = (more: Partial<MaytapiOptions> = {}): Maytapi =>
  createMaytapi({ ...OWN, baseUrl: server.url, ...more });
const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage =>
  sampleMessage({ channel: 'whatsapp', to: sampleUser({ id: 'sr-1', phone: PHONE }), ...more });
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.unreachable(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

describe('a message over Maytapi', () => {
  it('goes to the digits of the number, as text, with the key in its header, and is called what the gateway calls it', async () => {
    const sent = message({ text: 'Order O-1: "A 4821"?\nহ্যাঁ 👷' });
    const delivery = await maytapi().send(sent);
    expect(delivery).toEqual({ ok: true, providerId: server.accepted[0]?.id, state: 'sent' });
    expect(server.requests).toMatchObject([
      {
        url: '/api/product-1/90126/sendMessage',
        headers: { 'x-maytapi-key': KEY, 'content-type': 'application/json' },
        body: { to_number: '8801700000001', type: 'text', message: numbered(sent) },
      },
    ]);
  });

  it('keeps no connection that the gateway might close while the next message is on its way', async () => {
    await maytapi().send(message());
    expect(server.requests[0]?.headers.connection).toBe('close');
  });

  it('is refused without a telephone number, or with more text than the chat shows', async () => {
    const nobody = sampleUser({ id: 'sr-2', phone: undefined });
    expect(await maytapi().send(message({ to: nobody }))).toMatchObject({ ok: false });
    expect(await maytapi().send(message({ text: 'x'.repeat(TEXT_CHARS_MAX + 1) }))).toMatchObject({ ok: false });
    expect(server.requests).toEqual([]);
    const room = TEXT_CHARS_MAX - numbered(message({ text: '' })).length;
    expect(await maytapi().send(message({ text: 'x'.repeat(room) }))).toMatchObject({ ok: true });
    expect(await maytapi().send(message({ text: 'x'.repeat(room + 1) }))).toMatchObject({ ok: false });
  });

  it('says that it honours no keys and always reports', () => {
    expect(maytapi()).toMatchObject({ channel: 'whatsapp', traits: { honoursKeys: false, reports: 'always' } });
  });

  it.each<[MaytapiBehaviour, RegExp]>([
    ['no_such_number', /200, \[…\] is not a valid whatsapp number/],
    ['session_down', /Phone is not active/],
    ['bad_request', /400, to_number is required/],
    ['redirect', /307/],
  ])('that the gateway answers with "%s" is refused for good', async (behaviour, error) => {
    server.behave(behaviour);
    expect(await maytapi().send(message())).toEqual({ ok: false, error: expect.stringMatching(error) });
    expect(server.accepted).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it.each<[MaytapiBehaviour, RegExp, number]>([
    ['too_many', /429$/, 30_000],
    ['unavailable', /503$/, 0],
  ])(
    'that meets "%s" was surely not taken, and waits as long as it is asked to',
    async (behaviour, words, retryAfterMs) => {
      server.behave(behaviour);
      const error = await failureOf(maytapi().send(message()));
      expect(error).toBeInstanceOf(Transient);
      expect(error).toMatchObject({ message: expect.stringMatching(words), retryAfterMs });
      expect(server.accepted).toEqual([]);
    },
  );

  it('whose connection is never made was surely not taken', async () => {
    const { url } = server;
    await server.close();
    const error = await failureOf(maytapi({ baseUrl: url }).send(message()));
    expect(error).toBeInstanceOf(Transient);
    expect(String(error)).toContain('ECONNREFUSED');
    expect(await failureOf(maytapi({ baseUrl: 'http://nowhere.invalid' }).send(message()))).toBeInstanceOf(Transient);
  });

  it.each<MaytapiBehaviour>([
    'reset_after_accepting',
    'reset_before_accepting',
    'fail_after_accepting',
    'bad_gateway',
    'wrong_body',
    'half_body',
    'endless_body',
    'without_id',
  ])('that meets "%s" may have been taken or not', async (behaviour) => {
    server.behave(behaviour);
    expect(await failureOf(maytapi().send(message()))).toBeInstanceOf(Unconfirmed);
    expect(server.requests).toHaveLength(1);
  });

  it('that is not answered in time may have been taken', async () => {
    server.behave('hang_after_accepting');
    const error = await failureOf(maytapi({ timeoutMs: 300 }).send(message()));
    expect(error).toEqual(new Unconfirmed('Maytapi did not answer within 300 ms'));
  });
});

describe('the key of the gateway', () => {
  it('is in no error, even where the gateway itself says it', async () => {
    const delivery = await maytapi({ apiKey: `${KEY}-wrong` }).send(message());
    expect(delivery).toEqual({ ok: false, error: expect.stringMatching(/401 \(check the API key\), wrong key …$/) });
    for (const behaviour of ['too_many', 'reset_after_accepting', 'wrong_body', 'half_body', 'bad_gateway'] as const) {
      server.behave(behaviour);
      const error = (await failureOf(maytapi().send(message()))) as Error;
      expect(`${error.stack} ${String(error.cause)}`).not.toContain(KEY);
    }
  });

  it('is checked before it is used, since a client would quote one that cannot be sent', () => {
    for (const apiKey of ['', `${KEY}\n`, `${KEY} ক`]) {
      expect(() => maytapi({ apiKey })).toThrow(/API key/);
      expect(() => maytapi({ apiKey })).not.toThrow(KEY);
    }
  });
});

describe('an answer in the chat', () => {
  const answer = { key: 'a-1', phone: PHONE, to: null, text: 'Approved: O-1', at: 0 };

  it('goes to whoever wrote, in the directory or not', async () => {
    await maytapi().say(answer);
    expect(server.accepted).toMatchObject([{ to: '8801700000001', text: 'Approved: O-1' }]);
  });

  it('fails as a message does, and loudly where it is refused', async () => {
    server.behave('too_many', 'reset_after_accepting', 'session_down');
    expect(await failureOf(maytapi().say(answer))).toBeInstanceOf(Transient);
    expect(await failureOf(maytapi().say(answer))).toBeInstanceOf(Unconfirmed);
    expect(String(await failureOf(maytapi().say(answer)))).toMatch(/the answer was refused: .*Phone is not active/);
  });
});

describe('the webhook', () => {
  it('is set together with the wish to hear of arrivals', async () => {
    await maytapi().setWebhook('https://example.com/hooks/secret-path');
    expect(server.webhook()).toBe('https://example.com/hooks/secret-path');
    expect(server.requests.map(({ url, body }) => [url, body])).toEqual([
      ['/api/product-1/setWebhook', { webhook: 'https://example.com/hooks/secret-path' }],
      ['/api/product-1/setAckPreference', { ack_delivery: true }],
    ]);
  });

  it('that cannot be set is an error without the secret path', async () => {
    const error = await failureOf(maytapi({ apiKey: 'other' }).setWebhook('https://example.com/hooks/secret-path'));
    expect(String(error)).toMatch(/refused setWebhook: 401/);
    expect(String(error)).not.toContain('secret-path');
  });
});
