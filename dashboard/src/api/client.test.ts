// Rules of calls: once for whoever asks twice, again where that is safe, and a refusal as the API says it.
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import type { ApiError } from './error.ts';

interface Sent {
  readonly operation: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly authorization: string | null;
}

/** A server that gives these answers one after the other, the last one again and again. */
function clientOf(...answers: readonly (Response | 'unreachable' | 'slow')[]) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const tokens: boolean[] = [];
  const client = createClient({
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers);
      const { data } = JSON.parse(String(init?.body));
      sent.push({ operation: String(url), data, authorization: headers.get('authorization') });
      const answer = answers[Math.min(sent.length, answers.length) - 1] ?? 'unreachable';
      if (answer === 'unreachable') throw new TypeError('fetch failed');
      if (answer === 'slow') throw new DOMException('', 'TimeoutError');
      return answer.clone();
    },
    token: async (isRefused) => {
      tokens.push(isRefused);
      return isRefused ? 'new' : 'old';
    },
    wait: async (ms) => void waits.push(ms),
    newId: () => `id-${sent.length}`,
  });
  return { client, sent, waits, tokens };
}

const result = (value: unknown) => Response.json({ result: value });
const refusal = (status: number, reason: string, more: object = {}) =>
  Response.json({ error: { status: 'X', message: 'No.', details: { reason, next: 'Do so.', ...more } } }, { status });
const failed = (promise: Promise<unknown>): Promise<ApiError> =>
  promise.then(
    () => expect.fail('it should have been refused'),
    (error: ApiError) => error,
  );

describe('a call', () => {
  it('names the operation, the person and where it comes from', async () => {
    const { client, sent } = clientOf(result({ tasks: [] }));
    expect(await client.call('listMyTasks', {})).toEqual({ tasks: [] });
    expect(sent).toEqual([{ operation: '/api/listMyTasks', data: {}, authorization: 'Bearer old' }]);
  });

  it('is refused with the reason, what to do next, and further facts', async () => {
    const { client, sent } = clientOf(refusal(400, 'ALREADY_DECIDED', { decidedBy: ['rina'] }));
    const error = await failed(client.call('getWorkflowStatus', { instanceId: 'i' }));
    expect(error).toMatchObject({
      reason: 'ALREADY_DECIDED',
      message: 'No.',
      next: 'Do so.',
      details: { decidedBy: ['rina'] },
    });
    expect(sent).toHaveLength(1);
  });

  it('is made again with a new token where the old one is over, and once only', async () => {
    const { client, sent, tokens } = clientOf(refusal(401, 'UNAUTHENTICATED'), result({ tasks: [] }));
    await client.call('listMyTasks', {});
    expect(sent.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer new']);
    expect(tokens).toEqual([false, true]);
    const second = clientOf(refusal(401, 'UNAUTHENTICATED'));
    expect((await failed(second.client.call('listMyTasks', {}))).reason).toBe('UNAUTHENTICATED');
    expect(second.sent).toHaveLength(2);
  });
});

describe('where nobody answers', () => {
  it('a command is sent again under the same id, with longer and longer pauses', async () => {
    const { client, sent, waits } = clientOf('unreachable', refusal(503, 'UNAVAILABLE'), result({ status: 'running' }));
    await client.send('approveStep', { instanceId: 'i' });
    expect(sent.map(({ data }) => data)).toEqual(
      Array.from({ length: 3 }, () => ({ instanceId: 'i', commandId: 'id-0' })),
    );
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('two commands have two ids', async () => {
    const { client, sent } = clientOf(result({}));
    await client.send('approveStep', { instanceId: 'i' });
    await client.send('approveStep', { instanceId: 'i' });
    expect(new Set(sent.map(({ data }) => data.commandId)).size).toBe(2);
  });

  it('it gives up after three tries and says which kind of silence it was', async () => {
    const offline = clientOf('unreachable');
    expect((await failed(offline.client.call('listMyTasks', {}))).reason).toBe('OFFLINE');
    expect(offline.sent).toHaveLength(3);
    expect((await failed(clientOf('slow').client.call('listMyTasks', {}))).reason).toBe('TIMEOUT');
    expect(
      (await failed(clientOf(new Response('<html>', { status: 502 })).client.call('listMyTasks', {}))).reason,
    ).toBe('UNAVAILABLE');
  });

  it('what would be done twice is not sent twice', async () => {
    const { client, sent } = clientOf('unreachable');
    await failed(client.call('setAvailability', { from: 'a', to: 'b' }));
    expect(sent).toHaveLength(1);
    const many = clientOf('unreachable');
    await failed(
      many.client.call('decideMany', { decisions: [{ instanceId: 'i', decision: 'approve', commandId: 'c' }] }),
    );
    expect(many.sent).toHaveLength(3);
  });
});
