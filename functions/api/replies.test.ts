// Decisions by reply, on the real engine: who may decide what by which words, and what everybody is told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as } from '../engine/testing/harness.ts';
import { openReplyWorld, phoneOf, type ReplyWorld } from './testing/reply-world.ts';

const APPROVE = { id: 'approve', name: 'Approve order', type: 'approval', assignedTo: 'user:lea' };

let world: ReplyWorld;
beforeEach(async () => {
  world = await openReplyWorld();
});
afterEach(() => world.close());
const define = (step: object = {}, more: object = {}) => world.define({ steps: [{ ...APPROVE, ...step }], ...more });
const short = (...args: Parameters<ReplyWorld['code']>) => world.code(...args).slice(0, 4);
const unchanged = async (instanceId: string, act: () => Promise<unknown>) => {
  await world.platform.idle();
  const before = await world.seq(instanceId);
  await act();
  await world.platform.idle();
  expect(await world.seq(instanceId)).toBe(before);
};

describe('a reply by the person whose task it is', () => {
  it('approves it, and the audit says by which channel and how surely it was them', async () => {
    await define();
    const id = await world.start();
    const code = short(id, 'lea');
    expect(await world.write('lea', `A ${code} fine`)).toBe(`approved ${code} Approve order of rita`);
    expect(await world.step(id)).toMatchObject({ outcome: 'approved', votes: { lea: { decision: 'approved' } } });
    const entries = await world.platform.instances.audit(id, 0, 50);
    expect(entries.find(({ actor }) => actor === 'lea')).toMatchObject({
      channel: 'whatsapp',
      authentication: 'phone',
      commandId: expect.stringMatching(/^reply:[0-9a-f]{32}$/),
      events: expect.arrayContaining([expect.objectContaining({ data: expect.objectContaining({ notes: 'fine' }) })]),
    });
  });
  it('is answered to the telephone it came from, in one message', async () => {
    await define();
    const id = await world.start();
    await world.write('lea', `A ${short(id, 'lea')}`);
    expect(world.said).toEqual([
      expect.objectContaining({
        key: expect.stringMatching(/^reply\/[0-9a-f]{32}$/),
        phone: phoneOf('lea'),
        to: expect.objectContaining({ id: 'lea' }),
      }),
    ]);
  });
  it('takes more digits than the message shows, and not the wrong ones', async () => {
    await define();
    const id = await world.start();
    const code = world.code(id, 'lea');
    const wrong = `${code.slice(0, 7)}${(Number(code[7]) + 1) % 10}`;
    await unchanged(id, async () => expect(await world.write('lea', `A ${wrong}`)).toBe(`unknown ${wrong}`));
    expect(await world.write('lea', `A ${code.slice(0, 6)}`)).toMatch(/^approved/);
  });
  it('rejects it with a reason, and without one is asked why', async () => {
    await define();
    const id = await world.start();
    const code = short(id, 'lea');
    await unchanged(id, async () =>
      expect(await world.write('lea', `R ${code}`)).toBe(`why ${code} Approve order of rita?`),
    );
    expect(await world.write('lea', `R ${code} price 5000 too low`)).toBe(`rejected ${code} Approve order of rita`);
    const entries = await world.platform.instances.audit(id, 0, 50);
    expect(JSON.stringify(entries)).toContain('price 5000 too low');
  });
  it('counts as one vote where several have to agree', async () => {
    await define({ assignedTo: ['user:lea', 'user:leo'], policy: 'all' });
    const id = await world.start();
    const [code, other] = [short(id, 'lea'), short(id, 'leo')];
    const both = await Promise.all([
      world.replies({ messageId: 'x', phone: phoneOf('lea'), text: `A ${code}` }),
      world.another()({ messageId: 'y', phone: phoneOf('leo'), text: `A ${other}` }),
    ]);
    expect(both).toHaveLength(2);
    const texts = world.said.map(({ text }) => text);
    expect(texts.filter((text) => text.endsWith('others are asked'))).toHaveLength(1);
    expect(await world.step(id)).toMatchObject({ outcome: 'approved', votes: { lea: {}, leo: {} } });
  });
  it('shows the details of one task, and the codes of all', async () => {
    await define();
    const [first, second] = [await world.start({ amount: 5 }), await world.start({ amount: 7 })];
    const code = short(first, 'lea');
    await unchanged(first, async () => {
      expect(await world.write('lea', `? ${code}`)).toBe(`details ${code} Approve order of rita (Amount: 5)`);
      expect(await world.write('lea', code)).toMatch(/^details/);
      for (const text of ['?', 'help']) {
        const answer = await world.write('lea', text);
        for (const id of [first, second]) expect(answer).toContain(`${short(id, 'lea')} Approve order of rita`);
      }
    });
    expect(await world.write('leo', '?')).toBe('open []');
  });
  it('lists ten tasks, and says how many more there are', async () => {
    await define();
    for (let n = 0; n < 12; n += 1) await world.start();
    expect(await world.write('lea', '?')).toMatch(/and 2 more$/);
  });
  it('that is no clear decision changes nothing, and is told so', async () => {
    await define();
    const [id, other] = [await world.start(), await world.start()];
    const [code, another] = [short(id, 'lea'), short(other, 'lea')];
    await unchanged(id, async () => {
      for (const text of [
        `A ${code}?`,
        `not approve ${code}`,
        `A ${code} R ${code}`,
        `A ${code} but not before ${another}`,
      ])
        expect(await world.write('lea', text)).toBe('not understood');
      expect(await world.write('lea', `A ${code} as I said of ${another}`)).toBe('not understood');
    });
  });
});

describe('a delegation by reply', () => {
  it('hands the task to whoever is called so', async () => {
    await define();
    const id = await world.start();
    const code = short(id, 'lea');
    expect(await world.write('lea', `D ${code} noor`)).toBe(`delegated ${code} Approve order of rita to Lia Noor`);
    expect((await world.step(id)).assignees).toEqual(['lia']);
    expect(await world.write('lea', `A ${code}`)).toBe(`stale ${code} Approve order of rita`);
    expect(await world.write('lia', `A ${short(id, 'lia')}`)).toMatch(/^approved/);
  });
  it('to nobody, to several, or to whoever may not decide changes nothing', async () => {
    await define({ distinctFrom: ['requester'] }, { roles: ['lead', 'requester'] });
    const id = await world.start();
    const task = `${short(id, 'lea')} Approve order of rita`;
    await unchanged(id, async () => {
      const answer = (name: string) => world.write('lea', `D ${short(id, 'lea')} ${name}`);
      expect(await answer('zoe')).toBe(`${task}: nobody is called zoe`);
      expect(await answer('ops')).toBe(`${task}: nobody is called ops`);
      expect(await answer('r')).toMatch(/rita or rob$/);
      expect(await answer('rita')).toBe(`${task}: not to rita, SELF_APPROVAL`);
    });
  });
});

describe('what a reply does not decide', () => {
  it('is high value: it gives the page instead', async () => {
    await define({ stepUp: { page: { amount: { $gte: 1000 } } } });
    const [dear, cheap] = [await world.start({ amount: 5000 }), await world.start({ amount: 5 })];
    const code = short(dear, 'lea');
    await unchanged(dear, async () =>
      expect(await world.write('lea', `A ${code}`)).toBe(
        `page ${code} Approve order of rita at https://example.com/decide#approve-lea`,
      ),
    );
    expect(await world.write('lea', `A ${short(cheap, 'lea')}`)).toMatch(/^approved/);
  });
  it('is what needs a sign-in: it gives the address', async () => {
    await define({ stepUp: { signIn: { amount: { $gte: 1000 } } } });
    const id = await world.start({ amount: 5000 });
    await unchanged(id, async () =>
      expect(await world.write('lea', `A ${short(id, 'lea')}`)).toMatch(`at https://example.com/${id}`),
    );
  });
  it('is a request of one who decided another step of it, where the step says so', async () => {
    const second = { ...APPROVE, id: 'second', parallel: true, distinctFrom: ['approve'] };
    await world.define({ steps: [APPROVE, second] });
    const id = await world.start();
    await world.write('lea', `A ${short(id, 'lea')}`);
    const code = short(id, 'lea', { stepId: 'second' });
    await unchanged(id, async () =>
      expect(await world.write('lea', `A ${code}`)).toBe(`refused ${code} Approve order of rita: SELF_APPROVAL`),
    );
  });
  it('is what another has decided: it says who, and how', async () => {
    await define({ assignedTo: ['user:lea', 'user:leo'] });
    const id = await world.start();
    await world.write('leo', `R ${short(id, 'leo')} too dear`);
    const code = short(id, 'lea');
    await unchanged(id, async () =>
      expect(await world.write('lea', `A ${code}`)).toBe(`already rejected ${code} Approve order of rita by leo`),
    );
  });
  it('is what they have decided themselves, also where others are still asked', async () => {
    await define({ assignedTo: ['user:lea', 'user:leo'], policy: 'all' });
    const id = await world.start();
    const code = short(id, 'lea');
    await world.write('lea', `A ${code}`);
    await unchanged(id, async () =>
      expect(await world.write('lea', `R ${code} no good`)).toBe(
        `already approved ${code} Approve order of rita by lea`,
      ),
    );
  });
  it('is what was handed to somebody else', async () => {
    await define();
    const id = await world.start();
    const code = short(id, 'lea');
    await world.engine.reassignTask(as('ops'), { instanceId: id, stepId: 'approve', to: 'leo', reason: 'away' });
    await unchanged(id, async () =>
      expect(await world.write('lea', `A ${code}`)).toBe(`stale ${code} Approve order of rita`),
    );
    expect(await world.write('leo', `A ${short(id, 'leo')}`)).toMatch(/^approved/);
  });
  it('is an attempt of which there is a newer one', async () => {
    await define({ onReject: { goto: 'approve' } });
    const id = await world.start();
    const first = short(id, 'lea');
    await world.engine.rejectStep(as('lea'), { instanceId: id, stepId: 'approve', reason: 'mend it' });
    await world.platform.idle();
    expect(await world.step(id)).toMatchObject({ attempt: 2 });
    await unchanged(id, async () =>
      expect(await world.write('lea', `A ${first}`)).toBe(`stale ${first} Approve order of rita`),
    );
    expect(await world.write('lea', `A ${short(id, 'lea', { attempt: 2 })}`)).toMatch(/^approved/);
  });
  it("is somebody else's task, of which nothing shows", async () => {
    await define();
    const id = await world.start();
    const code = short(id, 'lea');
    await unchanged(id, async () => {
      for (const other of ['leo', 'rita', 'ann', 'aud'])
        expect(await world.write(other, `A ${code}`)).toBe(`unknown ${code}`);
    });
    expect(await world.write('leo', `A 0000`)).toBe('unknown 0000');
  });
  it('is a task that is worked on and not approved', async () => {
    await world.define({ steps: [{ id: 'pick', type: 'manual', assignedTo: 'user:pia' }] });
    const id = await world.start();
    const code = short(id, 'pia', { stepId: 'pick' });
    await unchanged(id, async () => expect(await world.write('pia', `A ${code}`)).toBe(`stale ${code} pick of rita`));
  });
  it('is anything in a workflow that rests', async () => {
    await define();
    const id = await world.start();
    await world.engine.pauseWorkflow(as('ops'), { instanceId: id, reason: 'later' });
    await unchanged(id, async () => expect(await world.write('lea', `A ${short(id, 'lea')}`)).toMatch(/^stale/));
  });
});

describe('a telephone', () => {
  it('that nobody has is told so once a day, and decides nothing', async () => {
    await define();
    const id = await world.start();
    await unchanged(id, async () => {
      expect(await world.write('nobody', `A ${short(id, 'lea')}`)).toBe('stranger');
      expect(await world.write('nobody', `A ${short(id, 'lea')}`)).toBeNull();
      await world.advance(24 * 60 * 60_000);
      expect(await world.write('nobody', 'hello')).toBe('stranger');
    });
  });
  it('that two people have is nobody’s', async () => {
    await define();
    const id = await world.start();
    const [leo] = await world.platform.directory.users(['leo']);
    if (leo !== undefined) await world.platform.directory.upsert({ ...leo, phone: phoneOf('lea') });
    await unchanged(id, async () => expect(await world.write('lea', `A ${short(id, 'lea')}`)).toBe('stranger'));
  });
  it('that was given to somebody else decides nothing for the one who had it', async () => {
    await define();
    const id = await world.start();
    await world.write('lea', '?');
    const [lea, leo] = await world.platform.directory.users(['lea', 'leo']);
    if (lea === undefined || leo === undefined) throw new Error('they are in the directory');
    const { phone = '' } = lea;
    await world.platform.directory.upsert({ ...lea, phone: '+8801700000099' });
    await world.platform.directory.upsert({ ...leo, phone });
    await unchanged(id, async () =>
      expect(await world.write('lea', `A ${short(id, 'lea')}`)).toBe(`unknown ${short(id, 'lea')}`),
    );
  });
  it('that writes more than thirty times a minute is not listened to', async () => {
    await define();
    const id = await world.start();
    for (let n = 0; n < 30; n += 1) expect(await world.write('lea', 'hello')).toBe('not understood');
    await unchanged(id, async () => expect(await world.write('lea', `A ${short(id, 'lea')}`)).toBeNull());
    expect(world.logged.filter(({ event }) => event === 'reply_dropped')).toHaveLength(1);
    await world.advance(60_000);
    expect(await world.write('lea', `A ${short(id, 'lea')}`)).toMatch(/^approved/);
  });
});
