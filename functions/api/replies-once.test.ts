// Messages that come twice, late or in the wrong order, codes that begin alike, and stores and chats that fail.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Transient, Unconfirmed } from '../engine/failure.ts';
import { as } from '../engine/testing/harness.ts';
import type { Platform } from '../platform/platform.ts';
import { openReplyWorld, phoneOf, type ReplyWorld } from './testing/reply-world.ts';

const APPROVE = { id: 'approve', name: 'Approve order', type: 'approval', assignedTo: 'user:lea' };

let world: ReplyWorld;
/** Calls that fail from now on, by name, with how many times. */
let failing: Record<string, number>;
const faulty = (platform: Platform): Platform => {
  const mayFail = (name: string): void => {
    if ((failing[name] ?? 0) <= 0) return;
    failing[name] = (failing[name] ?? 0) - 1;
    throw new Transient(`${name} is away`);
  };
  return {
    ...platform,
    directory: {
      ...platform.directory,
      findByPhone: async (phone) => {
        mayFail('findByPhone');
        return platform.directory.findByPhone(phone);
      },
    },
    instances: {
      ...platform.instances,
      list: async (query) => {
        mayFail('list');
        return platform.instances.list(query);
      },
    },
  };
};
beforeEach(async () => {
  failing = {};
  world = await openReplyWorld({}, faulty);
  await world.define({ steps: [APPROVE] });
});
afterEach(() => world.close());
const short = (...args: Parameters<ReplyWorld['code']>) => world.code(...args).slice(0, 4);
const texts = () => world.said.map(({ text }) => text);
const events = () => world.logged.map(({ event }) => event);
const outcome = async (id: string) => (await world.step(id)).outcome;

describe('a message that comes twice', () => {
  it('is decided once and answered once, in one process or in two', async () => {
    const id = await world.start();
    const message = { messageId: 'x', phone: phoneOf('lea'), text: `A ${short(id, 'lea')}` };
    const other = world.another();
    await Promise.all([world.replies(message), other(message), world.replies(message)]);
    await other(message);
    await world.replies(message);
    expect(texts()).toEqual([`approved ${short(id, 'lea')} Approve order of rita`]);
    const entries = await world.platform.instances.audit(id, 0, 50);
    expect(entries.filter(({ actor }) => actor === 'lea')).toHaveLength(1);
  });
  it('is answered by the second where the first could not: with what the first one did', async () => {
    const id = await world.start();
    const message = { messageId: 'x', phone: phoneOf('lea'), text: `A ${short(id, 'lea')}` };
    const { leases } = world.platform;
    const dying = world.another({
      leases: {
        take: (key, lease) => {
          if (key.startsWith('reply/')) throw new Transient('the process ends');
          return leases.take(key, lease);
        },
      },
    });
    await expect(dying(message)).rejects.toThrow(Transient);
    expect(await outcome(id)).toBe('approved');
    expect(texts()).toEqual([]);
    await world.replies(message);
    expect(texts()).toEqual([`approved ${short(id, 'lea')} Approve order of rita`]);
  });
  it('is answered so also where it handed the task to somebody else', async () => {
    const id = await world.start();
    const message = { messageId: 'x', phone: phoneOf('lea'), text: `D ${short(id, 'lea')} leo` };
    let isDying = true;
    const { leases } = world.platform;
    const replies = world.another({
      leases: {
        take: async (key, lease) => {
          if (key.startsWith('reply/') && isDying) throw new Transient('the process ends');
          return leases.take(key, lease);
        },
      },
    });
    await expect(replies(message)).rejects.toThrow(Transient);
    isDying = false;
    await replies(message);
    expect(texts()).toEqual([`delegated ${short(id, 'lea')} Approve order of rita to leo`]);
    expect((await world.step(id)).assignees).toEqual(['leo']);
  });
  it('is another one where another telephone sent it', async () => {
    const id = await world.start();
    expect(await world.write('leo', '?', 'x')).toBe('open []');
    expect(await world.write('lea', `A ${short(id, 'lea')}`, 'x')).toMatch(/^approved/);
  });
  it('changes nothing any more when the other answer came between', async () => {
    const id = await world.start();
    const code = short(id, 'lea');
    await world.write('lea', `R ${code} too dear`, 'second');
    expect(await world.write('lea', `A ${code}`, 'first')).toBe(
      `already rejected ${code} Approve order of rita by lea`,
    );
    expect(await world.write('lea', `A ${code}`, 'first')).toBeNull();
    expect(await outcome(id)).toBe('rejected');
  });
  it('is one of many that all come at once, and the first decides', async () => {
    const id = await world.start();
    const code = short(id, 'lea');
    await Promise.all(
      [`A ${code}`, `R ${code} no`, `R ${code} too dear`, `A ${code} yes please`, `? ${code}`].map((text, at) =>
        world.another()({ messageId: `m${at}`, phone: phoneOf('lea'), text }),
      ),
    );
    expect(world.said).toHaveLength(5);
    expect(texts().filter((text) => /^(approved|rejected)/.test(text))).toHaveLength(1);
  });
});

/** Two open tasks of lea whose codes begin with the same four digits, found by trying. */
async function twins(): Promise<readonly [string, string]> {
  const byShort = new Map<string, string>();
  for (let n = 0; ; n += 1) {
    const { instanceId } = await world.engine.startWorkflow(as('rita'), {
      workflowId: 'test-flow',
      data: {},
      idempotencyKey: `twin ${n}`,
    });
    const id = String(instanceId);
    const known = byShort.get(short(id, 'lea'));
    if (known !== undefined) return [known, id];
    byShort.set(short(id, 'lea'), id);
  }
}

describe('two tasks of one person whose codes begin alike', () => {
  it('are told apart by six digits, and a message that named both never decides', async () => {
    const [first, second] = await twins();
    const [one, two] = [world.code(first, 'lea').slice(0, 6), world.code(second, 'lea').slice(0, 6)];
    const common = one.slice(0, 4);
    const answer = await world.write('lea', `A ${common}`, 'vague');
    expect(answer).toMatch(/^which of/);
    for (const code of [one, two]) expect(answer).toContain(`${code} Approve order of rita`);
    expect(await world.write('lea', `? ${common}`)).toMatch(/^which of/);
    expect(await world.write('lea', `A ${one}`)).toBe(`approved ${one} Approve order of rita`);
    // Only one is left that it could mean, and still it is not what lea meant by it.
    await world.replies({ messageId: 'vague', phone: phoneOf('lea'), text: `A ${common}` });
    expect(await outcome(second)).toBeUndefined();
    expect(await world.write('lea', `A ${common}`)).toMatch(/^approved/);
    expect(await outcome(second)).toBe('approved');
  });
  it('and a message that decided one does not decide the other when it comes again', async () => {
    const [first, second] = await twins();
    await world.engine.pauseWorkflow(as('ops'), { instanceId: second, reason: 'later' });
    const code = short(first, 'lea');
    await world.write('lea', `A ${code}`, 'x');
    await world.engine.resumeWorkflow(as('ops'), { instanceId: second });
    await world.replies({ messageId: 'x', phone: phoneOf('lea'), text: `A ${code}` });
    expect(await outcome(first)).toBe('approved');
    expect(await outcome(second)).toBeUndefined();
    expect(world.said).toHaveLength(1);
  });
});

describe('a store that is busy', () => {
  it('for a moment is tried again', async () => {
    const id = await world.start();
    failing = { findByPhone: 1, list: 1 };
    expect(await world.write('lea', `A ${short(id, 'lea')}`)).toMatch(/^approved/);
  });
  it('for longer is said, in their language, and nothing was done', async () => {
    const id = await world.start();
    failing = { list: 3 };
    expect(await world.write('lea', `A ${short(id, 'lea')}`)).toBe('busy, lea');
    expect(await outcome(id)).toBeUndefined();
    failing = { findByPhone: 3 };
    expect(await world.write('lea', `A ${short(id, 'lea')}`)).toBe('busy, whoever you are');
    expect(events().filter((event) => event === 'reply_unavailable')).toHaveLength(2);
    expect(await world.write('lea', `A ${short(id, 'lea')}`)).toMatch(/^approved/);
  });
  it('also for leases has the message come again, answered by nobody', async () => {
    const id = await world.start();
    const take = async () => {
      throw new Transient('the store is away');
    };
    const message = { messageId: 'x', phone: phoneOf('lea'), text: `A ${short(id, 'lea')}` };
    await expect(world.another({ leases: { take } })(message)).rejects.toThrow(Transient);
    expect(texts()).toEqual([]);
    await world.replies(message);
    expect(texts()).toHaveLength(1);
    expect(await outcome(id)).toBe('approved');
  });
});

describe('a failure that nobody provided for', () => {
  it('is told to whoever wrote and to the log', async () => {
    const id = await world.start();
    const { engine } = world;
    const broken = new Proxy(engine, {
      get: (target, name: keyof typeof engine) =>
        name === 'approveStep' ? () => Promise.reject(new TypeError('a mistake')) : target[name],
    });
    await world.another({ engine: broken })({ messageId: 'x', phone: phoneOf('lea'), text: `A ${short(id, 'lea')}` });
    expect(texts()).toEqual(['busy, lea']);
    expect(events()).toContain('reply_defect');
  });
});

describe('a chat that fails', () => {
  const failsWith = (errors: readonly Error[]) => {
    const left = [...errors];
    let tries = 0;
    const replies = world.another({
      chat: {
        say: async (answer) => {
          tries += 1;
          const error = left.shift();
          if (error !== undefined) throw error;
          world.said.push(answer);
        },
      },
    });
    return { replies, tries: () => tries };
  };
  const away = new Transient('the gateway is away');
  it.each([
    ['is tried again where surely nothing was said', [away, away], 3, 1],
    ['is given up after three times', [away, away, away], 3, 0],
    ['is not tried again where nobody knows', [new Unconfirmed('it timed out')], 1, 0],
    ['is not tried again where it refuses', [new Error('no such number')], 1, 0],
  ])('%s', async (_, errors, tries, said) => {
    const id = await world.start();
    const chat = failsWith(errors);
    await chat.replies({ messageId: 'x', phone: phoneOf('lea'), text: `A ${short(id, 'lea')}` });
    expect([chat.tries(), world.said.length]).toEqual([tries, said]);
    expect(events().includes('reply_unanswered')).toBe(said === 0);
    expect(await outcome(id)).toBe('approved');
    // Whoever comes later does not say it again.
    await world.replies({ messageId: 'x', phone: phoneOf('lea'), text: `A ${short(id, 'lea')}` });
    expect(world.said).toHaveLength(said);
  });
});

it('a gateway may call its messages by the longest of names', async () => {
  const id = await world.start();
  const messageId = `true_${'8'.repeat(2_000)}/..`;
  expect(await world.write('lea', `A ${short(id, 'lea')}`, messageId)).toMatch(/^approved/);
  expect(await world.write('lea', `A ${short(id, 'lea')}`, messageId)).toBeNull();
});
