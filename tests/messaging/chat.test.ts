// Messages by the chat's gateway: told once, followed up to the eyes of the reader, and by e-mail where the gateway fails.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  approvalBy,
  CHATTER,
  codeIn,
  linkIn,
  type MessagingWorld,
  openMessagingWorld,
  WITHOUT_PHONE,
  wordsOf,
} from './world.ts';

const MARK = 'You may have had this message before.';

let world: MessagingWorld;
beforeEach(async () => {
  world = await openMessagingWorld();
});
afterEach(() => world.close());

const start = (): Promise<string> => world.start([approvalBy(CHATTER)]);
const states = (instanceId: string): Promise<readonly string[]> => world.statesOf(instanceId, CHATTER);
const echoes = () => world.chatsTo(CHATTER).map((one) => world.posts.echo(one));
const acks = (...types: readonly string[]) =>
  world.chatsTo(CHATTER).flatMap(({ id }) => types.map((type) => world.posts.ack(id, type)));
const mailed = (): readonly string[] => world.mailsTo(CHATTER).map(wordsOf);

describe('a task', () => {
  it('reaches the telephone of whoever has it, once, with its code and its link, and nobody else', async () => {
    const instanceId = await start();
    const [message] = world.chatsTo(CHATTER);
    expect(message?.text).toContain('Sign the order');
    expect(codeIn(message?.text)).toMatch(/^\d{4}$/);
    expect(linkIn(message?.text)).toContain(`${world.url}/decide#t=`);
    expect(await states(instanceId)).toEqual(['whatsapp sent']);
    await world.hear(acks('delivered'));
    await world.advance(5 * 60);
    expect(
      world.gateway.requests.filter(({ body }) => String(body.message).includes('is waiting for you')),
    ).toHaveLength(1);
    expect(mailed().filter((text) => text.includes(MARK))).toEqual([]);
  });
});

describe('what the gateway reports', () => {
  it('shows with the message: delivered, then read', async () => {
    const instanceId = await start();
    await world.hear(acks('delivered'));
    expect(await states(instanceId)).toEqual(['whatsapp delivered']);
    await world.hear(acks('seen'));
    expect(await states(instanceId)).toEqual(['whatsapp read']);
  });
  it('comes to the same when it comes twice, or the last one first', async () => {
    const instanceId = await start();
    expect(await world.hear(acks('delivered', 'seen'), { times: 2, isReversed: true })).toEqual([200, 200, 200, 200]);
    expect(await states(instanceId)).toEqual(['whatsapp read']);
    await world.advance(60);
    expect(world.chatsTo(CHATTER)).toHaveLength(1);
    expect(mailed()).toEqual([]);
  });
  it('as an error sends it by e-mail, unmarked: it has not arrived', async () => {
    const instanceId = await start();
    const [message] = world.chatsTo(CHATTER);
    await world.hear([world.posts.error(message?.id ?? '', 'the number has left')], { times: 2 });
    expect(await states(instanceId)).toEqual(['whatsapp failed', 'email sent']);
    expect(mailed()).toEqual([expect.not.stringContaining(MARK)]);
  });
});

describe('a message that the gateway took without saying so', () => {
  it.each(['reset_after_accepting', 'fail_after_accepting', 'bad_gateway', 'half_body', 'without_id'] as const)(
    'is sent where the gateway shows it, and never again: %s',
    async (behaviour) => {
      world.gateway.behave(behaviour);
      const instanceId = await start();
      expect(await states(instanceId)).toEqual(['whatsapp queued']);
      await world.advance(5);
      await world.hear(echoes(), { times: 2 });
      expect(await states(instanceId)).toEqual(['whatsapp sent']);
      await world.hear(acks('delivered'));
      await world.advance(60);
      expect(await states(instanceId)).toEqual(['whatsapp delivered']);
      expect(world.chatsTo(CHATTER)).toHaveLength(1);
      expect(mailed()).toEqual([]);
    },
  );
  it('is sent where the gateway showed it before its answer got lost', async () => {
    world.gateway.behave('reset_after_accepting');
    world.gateway.onAccepted(async (message) => {
      await fetch(world.webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(world.posts.echo(message)),
      });
    });
    const instanceId = await start();
    expect(await states(instanceId)).toEqual(['whatsapp sent']);
    await world.hear(acks('seen'));
    expect(await states(instanceId)).toEqual(['whatsapp read']);
  });
  it('and of which no word comes is told once more by e-mail, which says so; a late word is kept all the same', async () => {
    world.gateway.behave('reset_after_accepting');
    const instanceId = await start();
    await world.advance(9);
    expect(mailed()).toEqual([]);
    await world.advance(3);
    expect(mailed()).toEqual([expect.stringContaining(MARK)]);
    expect(world.mailsTo(CHATTER)[0]?.headers.subject?.[0]).toMatch(/^Again: /);
    expect(await states(instanceId)).toEqual(['whatsapp failed', 'email sent']);
    await world.hear([...echoes(), ...acks('delivered')]);
    expect(await states(instanceId)).toEqual(['whatsapp delivered', 'email sent']);
    await world.advance(60);
    expect(world.chatsTo(CHATTER)).toHaveLength(1);
    expect(mailed()).toHaveLength(1);
  });
});

describe('a message that was taken and never reported as delivered', () => {
  it('is told once more by e-mail, which says so, and a late report still counts', async () => {
    const instanceId = await start();
    await world.advance(12);
    expect(mailed()).toEqual([expect.stringContaining(MARK)]);
    await world.hear(acks('delivered'));
    expect(await states(instanceId)).toEqual(['whatsapp delivered', 'email sent']);
    await world.advance(60);
    expect(mailed()).toHaveLength(1);
  });
});

describe('a message that the gateway did not take', () => {
  it.each(['too_many', 'unavailable'] as const)('is sent once, later: %s', async (behaviour) => {
    world.gateway.behave(behaviour, behaviour);
    const instanceId = await start();
    expect(world.chatsTo(CHATTER)).toEqual([]);
    expect(await states(instanceId)).toEqual(['preferred queued']);
    await world.advance(2);
    expect(world.chatsTo(CHATTER)).toHaveLength(1);
    expect(await states(instanceId)).toEqual(['whatsapp sent']);
    expect(mailed()).toEqual([]);
  });
  it.each(['no_such_number', 'session_down', 'bad_request'] as const)(
    'because it refused it goes by e-mail at once, unmarked: %s',
    async (behaviour) => {
      world.gateway.behave(behaviour);
      const instanceId = await start();
      expect(await states(instanceId)).toEqual(['whatsapp failed', 'email sent']);
      expect(mailed()).toEqual([expect.not.stringContaining(MARK)]);
      expect(linkIn(mailed()[0], 'approve')).toContain('/decide#t=');
    },
  );
  it('because the person has no telephone goes by e-mail at once', async () => {
    const instanceId = await world.start([approvalBy(WITHOUT_PHONE)]);
    expect(await world.statesOf(instanceId, WITHOUT_PHONE)).toEqual(['whatsapp failed', 'email sent']);
    expect(world.mailsTo(WITHOUT_PHONE).map(wordsOf)).toEqual([expect.not.stringContaining(MARK)]);
    expect(world.gateway.requests).toEqual([]);
  });
});

describe('while the gateway has lost its telephone', () => {
  it('everybody is reached by e-mail at once, and by the chat again when it is back', async () => {
    await world.hear([world.posts.status('qr-screen')]);
    const instanceId = await start();
    expect(world.gateway.requests).toEqual([]);
    expect(await states(instanceId)).toEqual(['whatsapp failed', 'email sent']);
    expect(mailed()).toEqual([expect.not.stringContaining(MARK)]);
    await world.hear([world.posts.status({ state: { state: 'CONNECTED' } })]);
    expect(await states(await start())).toEqual(['whatsapp sent']);
  });
});
