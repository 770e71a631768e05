// A gateway like Maytapi on the loopback: it takes messages, posts webhooks, and misbehaves when it is told to.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../core/json.ts';

export interface Accepted {
  /** What the gateway calls it. */
  readonly id: string;
  /** Digits. */
  readonly to: string;
  readonly text: string;
}

interface Behaviour {
  /** Whether the message is in the gateway's queue afterwards. */
  readonly accepts: boolean;
  /** `accepted` is null where it does not. Not answering at all is a behaviour too. */
  answer(response: ServerResponse, accepted: Accepted | null): void;
}

const json = (response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const refuses = (status: number, message: string): Behaviour => ({
  accepts: false,
  answer: (response) => json(response, status, { success: false, message }),
});

const BEHAVIOURS = {
  accept: {
    accepts: true,
    answer: (response, accepted) =>
      json(response, 200, { success: true, data: { chatId: `${accepted?.to}@c.us`, msgId: accepted?.id ?? null } }),
  },
  hang_after_accepting: { accepts: true, answer: () => {} },
  reset_before_accepting: { accepts: false, answer: (response) => response.socket?.resetAndDestroy() },
  reset_after_accepting: { accepts: true, answer: (response) => response.socket?.resetAndDestroy() },
  too_many: {
    accepts: false,
    answer: (response) => json(response, 429, { success: false }, { 'retry-after': '30' }),
  },
  unavailable: refuses(503, 'down for maintenance'),
  fail_after_accepting: { accepts: true, answer: (response) => json(response, 500, { success: false }) },
  bad_gateway: { accepts: true, answer: (response) => response.writeHead(502).end('<html>Bad gateway</html>') },
  wrong_body: { accepts: true, answer: (response) => response.writeHead(200).end('<html>OK</html>') },
  half_body: {
    accepts: true,
    answer: (response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"success":true,"data":{"msgId":"', () => response.socket?.destroy());
    },
  },
  endless_body: {
    accepts: true,
    answer: (response) => {
      response.writeHead(200).write(`{"success":true,"padding":"${'x'.repeat(200_000)}`);
    },
  },
  without_id: { accepts: true, answer: (response) => json(response, 200, { success: true, data: {} }) },
  no_such_number: refuses(200, '[8801700000099] is not a valid whatsapp number'),
  session_down: refuses(200, 'Phone is not active, scan the QR code'),
  bad_request: refuses(400, 'to_number is required'),
  redirect: {
    accepts: false,
    answer: (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end(),
  },
} as const satisfies Readonly<Record<string, Behaviour>>;

export type MaytapiBehaviour = keyof typeof BEHAVIOURS;

export interface MaytapiRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
}

export interface MaytapiServer {
  readonly url: string;
  /** In order; a double stands twice. */
  readonly accepted: readonly Accepted[];
  readonly requests: readonly MaytapiRequest[];
  /** How the next messages are answered, one each; after that, as it should be. */
  behave(...behaviours: readonly MaytapiBehaviour[]): void;
  /** Runs, and is waited for, when a message is accepted and before it is answered. */
  onAccepted(listener: (accepted: Accepted) => Promise<void>): void;
  /** The webhook that was set, or null. */
  webhook(): string | null;
  close(): Promise<void>;
}

export interface MaytapiServerOptions {
  readonly productId: string;
  readonly phoneId: string;
  readonly apiKey: string;
}

export async function startMaytapiServer({ productId, phoneId, apiKey }: MaytapiServerOptions): Promise<MaytapiServer> {
  const accepted: Accepted[] = [];
  const requests: MaytapiRequest[] = [];
  const behaviours: MaytapiBehaviour[] = [];
  let listener: (accepted: Accepted) => Promise<void> = async () => {};
  let webhook: string | null = null;

  async function send(body: JsonObject, response: ServerResponse): Promise<void> {
    const behaviour: Behaviour = BEHAVIOURS[behaviours.shift() ?? 'accept'];
    if (!behaviour.accepts) return behaviour.answer(response, null);
    const id = `3EB0${String(accepted.length + 1).padStart(16, '0')}`;
    const one = { id, to: String(body.to_number), text: String(body.message) };
    accepted.push(one);
    await listener(one);
    behaviour.answer(response, one);
  }

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    requests.push({ url: request.url ?? '', headers: request.headers, body });
    if (request.headers['x-maytapi-key'] !== apiKey)
      return json(response, 401, { success: false, message: `wrong key ${request.headers['x-maytapi-key']}` });
    if (request.url === `/api/${productId}/${phoneId}/sendMessage`) return send(body, response);
    if (request.url === `/api/${productId}/setWebhook`) webhook = String(body.webhook);
    else if (request.url !== `/api/${productId}/setAckPreference`) return json(response, 404, { success: false });
    return json(response, 200, { success: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    requests,
    behave: (...more) => {
      behaviours.push(...more);
    },
    onAccepted: (to) => {
      listener = to;
    },
    webhook: () => webhook,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<JsonObject> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return JSON.parse(body || '{}') as JsonObject;
}
