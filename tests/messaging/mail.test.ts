// Messages by mail: handed over once, decided through the link they carry, and by the chat where the mail server fails.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../functions/core/json.ts';
import { post, type Reply } from '../http/process.ts';
import {
  approvalBy,
  CHATTER,
  linkIn,
  MAILER,
  type MessagingWorld,
  openMessagingWorld,
  REQUESTER,
  WITHOUT_PHONE,
  wordsOf,
} from './world.ts';

const MARK = 'You may have had this message before.';

let world: MessagingWorld;
beforeEach(async () => {
  world = await openMessagingWorld();
});
afterEach(() => world.close());

const start = (): Promise<string> => world.start([approvalBy(MAILER)]);
const call = (operation: string, data: JsonObject): Promise<Reply> =>
  post(world.url, operation, JSON.stringify({ data }));
/** What a browser makes of the address of a signed page. */
const tokenIn = (link: string): string => new URLSearchParams(new URL(link).hash.slice(1)).get('t') ?? '';

describe('a mail', () => {
  it('leads to a page on which its task is decided, once', async () => {
    const instanceId = await start();
    expect(await world.statesOf(instanceId, MAILER)).toEqual(['email sent']);
    const [mail] = world.mailsTo(MAILER);
    const token = tokenIn(linkIn(wordsOf(mail), 'approve'));
    expect(tokenIn(linkIn(wordsOf(mail), 'reject'))).toBe(token);
    expect(mail?.parts['text/html']).toContain(linkIn(wordsOf(mail), 'approve').replace('&', '&amp;'));

    const { result: page } = await call('openDecision', { token });
    expect(page).toMatchObject({ state: 'open', assurance: 'link' });
    expect(await world.step(instanceId)).toMatchObject({ state: 'assigned' });
    const decision = { token, nonce: page.nonce, choice: 'approve', notes: 'fine' };
    const answers = await Promise.all([call('decideByLink', decision), call('decideByLink', decision)]);
    for (const { status } of answers) expect(status).toBe(200);
    expect(await world.step(instanceId)).toMatchObject({ state: 'completed', outcome: 'approved' });

    const again = await call('decideByLink', { ...decision, choice: 'reject', reason: 'no' });
    expect(again.error?.details.reason).toBe('ALREADY_DECIDED');
    const { entries } = await (await world.as('admin-1')).ask('getAuditTrail', { instanceId });
    const own = (entries as readonly { actor: string }[]).filter(({ actor }) => actor === MAILER);
    expect(own).toMatchObject([{ channel: 'link', authentication: 'signed link' }]);
  });
  it('is one of a thread, and goes to one person each', async () => {
    await start();
    const [mail] = world.mailsTo(MAILER);
    expect(mail?.to).toEqual(['bdo-1@example.com']);
    expect(mail?.from).toBe('approvals@example.com');
    expect(world.mail.received).toHaveLength(1);
    expect(world.gateway.requests).toEqual([]);
  });
  it('tells the requester how it went', async () => {
    const instanceId = await start();
    await (await world.as(MAILER)).ask('rejectStep', { instanceId, stepId: 'sign', reason: 'Too dear' });
    await world.advance(1);
    expect(world.mailsTo(REQUESTER).map(wordsOf)).toEqual([expect.stringContaining('Too dear')]);
  });
});

describe('a mail server', () => {
  it('that leaves after the mail was handed over: the chat says it once more, and that it may be a repetition', async () => {
    world.mail.behave('drop_after_mail');
    const instanceId = await start();
    expect(world.mailsTo(MAILER)).toHaveLength(1);
    expect(world.chatsTo(MAILER).map(({ text }) => text)).toEqual([expect.stringContaining(MARK)]);
    expect(await world.statesOf(instanceId, MAILER)).toEqual(['email failed', 'whatsapp sent']);
    await world.hear(world.chatsTo(MAILER).map(({ id }) => world.posts.ack(id, 'delivered')));
    await world.advance(60);
    expect(world.mailsTo(MAILER)).toHaveLength(1);
    expect(world.chatsTo(MAILER)).toHaveLength(1);
  });
  it('that leaves so for good has everybody without a telephone told twice, and an operator after that', async () => {
    world.mail.behave('drop_after_mail', 'drop_after_mail', 'drop_after_mail');
    const instanceId = await world.start([approvalBy(WITHOUT_PHONE)]);
    const marks = world.mailsTo(WITHOUT_PHONE).map((mail) => wordsOf(mail).includes(MARK));
    expect(marks).toEqual([false, true]);
    const { incidents } = await (await world.as('admin-1')).ask('listIncidents');
    expect(incidents).toMatchObject([{ instanceId, kind: 'message_failed' }]);
  });
  it('that refuses somebody: the chat says it at once, unmarked', async () => {
    world.mail.behave('refuse_recipient');
    const instanceId = await start();
    expect(await world.statesOf(instanceId, MAILER)).toEqual(['email failed', 'whatsapp sent']);
    expect(world.chatsTo(MAILER).map(({ text }) => text)).toEqual([expect.not.stringContaining(MARK)]);
  });
  it.each(['busy', 'defer_recipient', 'defer_mail', 'drop_at_once'] as const)(
    'that takes nothing for now gets the mail once, later: %s',
    async (behaviour) => {
      world.mail.behave(behaviour);
      const instanceId = await start();
      // The next conversation is another one.
      world.mail.dropIdle();
      await world.advance(2);
      expect(world.mailsTo(MAILER)).toHaveLength(1);
      expect(await world.statesOf(instanceId, MAILER)).toEqual(['email sent']);
      expect(world.chatsTo(MAILER)).toEqual([]);
    },
  );
  it('that takes nothing at all is given up for the chat, which says it unmarked', async () => {
    await world.mail.close();
    const instanceId = await start();
    await world.advance(10);
    expect(await world.statesOf(instanceId, MAILER)).toEqual(['email failed', 'whatsapp sent']);
    expect(world.chatsTo(MAILER).map(({ text }) => text)).toEqual([expect.not.stringContaining(MARK)]);
  });
});

describe('a person who reads mails', () => {
  it('and one who chats are each told by their own channel', async () => {
    await world.start([{ ...approvalBy(MAILER), assignedTo: [`user:${MAILER}`, `user:${CHATTER}`], policy: 'all' }]);
    expect(world.mail.received.map(({ to }) => to)).toEqual([['bdo-1@example.com']]);
    expect(world.chatsTo(CHATTER)).toHaveLength(1);
    expect(world.gateway.accepted).toHaveLength(1);
  });
});
