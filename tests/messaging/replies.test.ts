// What people write back in the chat: decided in their name, and answered once, whatever the gateway does with it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { post } from '../http/process.ts';
import {
  approvalBy,
  CHATTER,
  codeIn,
  digits,
  linkIn,
  MAILER,
  type MessagingWorld,
  openMessagingWorld,
  type StartOptions,
} from './world.ts';

const CRO = 'cro-3';
const STRANGER = '8801799999999';

let world: MessagingWorld;
beforeEach(async () => {
  world = await openMessagingWorld();
});
afterEach(() => world.close());

interface Task {
  readonly instanceId: string;
  readonly code: string;
}
async function start(more = {}, options: StartOptions = {}): Promise<Task> {
  const before = world.chatsTo(CHATTER).length;
  const instanceId = await world.start([approvalBy(CHATTER, more)], options);
  return { instanceId, code: codeIn(world.chatsTo(CHATTER)[before]?.text) };
}
const write = (text: string, userId = CHATTER) => world.write(digits(userId), text);
const decisions = async (instanceId: string): Promise<readonly { actor: string; channel: string }[]> => {
  const { entries } = await (await world.as('admin-1')).ask('getAuditTrail', { instanceId });
  return entries.filter(({ channel }: { channel: string }) => channel === 'whatsapp');
};

describe('a reply', () => {
  it('approves, in the name of whoever has the telephone', async () => {
    const { instanceId, code } = await start();
    expect(await write(`A ${code} go ahead`)).toEqual([expect.stringMatching(/^\*Approved:\* “Sign the order”/)]);
    expect(await world.step(instanceId)).toMatchObject({
      outcome: 'approved',
      votes: { [CHATTER]: { decision: 'approved' } },
    });
    expect(await decisions(instanceId)).toMatchObject([{ actor: CHATTER, authentication: 'phone' }]);
  });
  it('rejects with a reason, and asks for one where there is none', async () => {
    const { instanceId, code } = await start();
    expect(await write(`R ${code}`)).toEqual([expect.stringMatching(/^\*Not rejected yet:\*/)]);
    expect(await world.step(instanceId)).toMatchObject({ state: 'assigned' });
    expect(await write(`R ${code} too dear`)).toEqual([expect.stringMatching(/^\*Rejected:\*/)]);
    expect(await world.step(instanceId)).toMatchObject({ outcome: 'rejected' });
  });
  it('asks what waits, and for more of one', async () => {
    const { code } = await start({}, { data: { site: 'Shyamoli' } });
    const [list] = await write('?');
    expect(list).toContain(`*${code}* Sign the order`);
    const [details] = await write(`? ${code}`);
    expect(details).toMatch(/^\*Sign the order\*/);
    expect(codeIn(details)).toBe(code);
  });
  it('hands a task on, and whoever gets it is told', async () => {
    const { instanceId, code } = await start();
    expect(await write(`D ${code} Mizanur`)).toEqual([expect.stringContaining('Handed on to Mizanur Islam Babu')]);
    expect(await world.step(instanceId)).toMatchObject({ assignees: [CRO] });
    expect(world.mailsTo(CRO)).toHaveLength(1);
    expect(await write(`A ${code}`)).toEqual([
      expect.stringContaining('is not waiting for you under this code any more'),
    ]);
    expect(await world.step(instanceId)).toMatchObject({ state: 'assigned' });
  });
  it('decides for those who had their message by mail, too', async () => {
    const instanceId = await world.start([approvalBy(MAILER)]);
    const [list] = await write('?', MAILER);
    const code = /\*(\d{4,})\* Sign/.exec(list ?? '')?.[1];
    expect(await write(`A ${code}`, MAILER)).toEqual([expect.stringMatching(/^\*Approved:\*/)]);
    expect(await world.step(instanceId)).toMatchObject({ outcome: 'approved' });
  });
});

describe('a code', () => {
  it('decides nothing from a number that nobody has, which is told so once a day', async () => {
    const { instanceId, code } = await start();
    expect(await world.write(STRANGER, `A ${code}`)).toEqual([expect.stringContaining('is not known here')]);
    expect(await world.write(STRANGER, `A ${code}`)).toEqual([]);
    expect(await world.step(instanceId)).toMatchObject({ state: 'assigned', votes: {} });
  });
  it('of somebody else decides nothing', async () => {
    const { instanceId, code } = await start();
    expect(await write(`A ${code}`, CRO)).toEqual([expect.stringContaining(`No task with the code *${code}*`)]);
    expect(await world.step(instanceId)).toMatchObject({ state: 'assigned', votes: {} });
  });
  it('of an attempt that is over decides nothing, and says how it stands', async () => {
    const { instanceId, code } = await start();
    await write(`A ${code}`);
    const [answer] = await write(`R ${code} no, wait`);
    expect(answer).toContain('was already decided by Rakibul Hasan Titu: approved');
    expect(await world.step(instanceId)).toMatchObject({ outcome: 'approved' });
  });
  it('is another one when the step begins anew', async () => {
    const before = world.chatsTo(CHATTER).length;
    const instanceId = await world.start([
      approvalBy(CHATTER),
      approvalBy(MAILER, { id: 'check', dependencies: ['sign'], onReject: { goto: 'sign' } }),
    ]);
    const first = codeIn(world.chatsTo(CHATTER)[before]?.text);
    await write(`A ${first}`);
    await (await world.as(MAILER)).ask('rejectStep', { instanceId, stepId: 'check', reason: 'Once more' });
    await world.advance(1);
    const second = codeIn(world.chatsTo(CHATTER).at(-1)?.text);
    expect(second).not.toBe(first);
    expect(await write(`A ${first}`)).toEqual([expect.stringContaining('is not waiting for you under this code')]);
    expect(await world.step(instanceId)).toMatchObject({ state: 'assigned', attempt: 2 });
    expect(await write(`A ${second}`)).toEqual([expect.stringMatching(/^\*Approved:\*/)]);
  });
});

describe('a message that the gateway brings twice', () => {
  it('at once and again later is decided once and answered once', async () => {
    const { instanceId, code } = await start();
    const before = world.chatsTo(CHATTER).length;
    const said = world.posts.said(digits(CHATTER), `A ${code}`);
    await Promise.all([world.hear([said]), world.hear([said]), world.hear([said])]);
    await world.advance(5);
    await world.hear([said]);
    expect(
      world
        .chatsTo(CHATTER)
        .slice(before)
        .map(({ text }) => text),
    ).toEqual([expect.stringMatching(/^\*Approved:\*/)]);
    expect(await decisions(instanceId)).toHaveLength(1);
  });
  it('is decided whatever the gateway then reports of our answer', async () => {
    const { instanceId, code } = await start();
    await write(`A ${code}`);
    const answer = world.chatsTo(CHATTER).at(-1) ?? { id: '', to: '', text: '' };
    const reports = [
      world.posts.echo(answer),
      world.posts.ack(answer.id, 'seen'),
      world.posts.error(answer.id, 'lost'),
    ];
    const before = await world.statesOf(instanceId, CHATTER);
    expect(await world.hear(reports)).toEqual([200, 200, 200]);
    expect(await world.statesOf(instanceId, CHATTER)).toEqual(before);
    expect(world.chatsTo(CHATTER).at(-1)).toBe(answer);
  });
  it('is decided though its answer cannot be said', async () => {
    const { instanceId, code } = await start();
    world.gateway.behave('no_such_number');
    expect(await write(`A ${code}`)).toEqual([]);
    expect(await world.step(instanceId)).toMatchObject({ outcome: 'approved' });
  });
});

describe('what is of high value', () => {
  it('comes without a code; a reply is answered with the page, on which it is decided', async () => {
    const rules = { highValue: { amount: { $gt: 100_000 } } };
    const instanceId = await world.start([approvalBy(CHATTER)], { definition: { rules }, data: { amount: 500_000 } });
    const [message] = world.chatsTo(CHATTER);
    expect(() => codeIn(message?.text)).toThrow();
    expect(linkIn(message?.text)).toContain('/decide#t=');
    const [list] = await write('?');
    const [answer] = await write(`A ${/\*(\d{4,})\* Sign/.exec(list ?? '')?.[1]}`);
    expect(answer).toMatch(/^\*Not decided yet:\*/);
    expect(await world.step(instanceId)).toMatchObject({ state: 'assigned', votes: {} });

    const token = linkIn(answer).split('#t=')[1];
    const call = async (operation: string, data: object) =>
      (await post(world.url, operation, JSON.stringify({ data: { token, ...data } }))).result;
    const { nonce } = await call('openDecision', {});
    await call('decideByLink', { nonce, choice: 'approve' });
    expect(await world.step(instanceId)).toMatchObject({ outcome: 'approved' });
  });
});
