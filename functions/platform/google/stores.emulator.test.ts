// What the stores in Firestore do beyond their ports' contracts: beside other programs, in their order, without traces.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleMessage, samplePublished, sampleUser } from '../contract/sample.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDirectory, decodeUser } from './directory.ts';
import type { Fields } from './firestore.ts';
import { createMessages } from './messages.ts';
import { allOf } from './pages.ts';
import { createSubjectKeys } from './subject-keys.ts';
import { type Emulated, openEmulated } from './testing/emulated.ts';
import { fieldsOf, flag, text } from './values.ts';

let emulated: Emulated;
beforeEach(() => {
  emulated = openEmulated();
});
afterEach(() => emulated.close());

const put = (path: string, fields: Fields, mask?: readonly string[]) =>
  emulated.firestore.commit([{ kind: 'set', path, fields, ...(mask === undefined ? {} : { mask }) }]);
const fieldsAt = async (path: string): Promise<Fields> =>
  (await emulated.firestore.get([path])).documents.get(path)?.fields ?? {};

describe('definitions', () => {
  it('are a document a version, with what people look for beside the text', async () => {
    const published = samplePublished();
    await createDefinitionStore(emulated).publish(published);
    const fields = await fieldsAt('definitions/order-approval/versions/1.0.0');
    expect(fields.status?.stringValue).toBe('active');
    expect(fields.hash?.stringValue).toBe(published.hash);
    expect(JSON.parse(fields.definition?.stringValue ?? '')).toEqual(published.definition);
  });

  it('are not what a business record has in a collection of the same name', async () => {
    const store = createDefinitionStore(emulated);
    await store.publish(samplePublished());
    await put('contracts/c-1/versions/1', { text: text('first draft') });
    expect(await store.list()).toHaveLength(1);
  });

  it('are answered all, however many pages they take', async () => {
    const writes = Array.from({ length: 2_100 }, (_, i) => {
      const { definition, hash } = samplePublished({ version: `1.${i}.0` });
      const fields = { definition: text(JSON.stringify(definition)), hash: text(hash) };
      return { kind: 'set', path: `definitions/order-approval/versions/1.${i}.0`, fields } as const;
    });
    for (let i = 0; i < writes.length; i += 500) await emulated.firestore.commit(writes.slice(i, i + 500));
    for (const id of [undefined, 'order-approval']) {
      const versions = (await createDefinitionStore(emulated).list(id)).map(({ definition }) => definition.version);
      expect(versions).toEqual(writes.map((_, i) => `1.${i}.0`));
    }
  });
});

describe('people', () => {
  const person = sampleUser({ id: 'sr-1', email: 'Rahima@Example.com', manager: 'asm-1' });

  it('are native fields, and what others keep beside them survives an upsert', async () => {
    const directory = createDirectory(emulated);
    await directory.upsert(person);
    await put('users/sr-1', { photo: text('p.png') }, ['photo']);
    const { manager: _, ...without } = person;
    await directory.upsert({ ...without, territories: ['\ud800'] });
    await directory.upsert(without);
    const fields = await fieldsAt('users/sr-1');
    expect(Object.keys(fields).sort()).toEqual([...Object.keys(without), 'emailLower', 'photo'].sort());
    expect(fields.roles?.arrayValue?.values?.map(({ stringValue }) => stringValue)).toEqual(['sr']);
    expect(fields.emailLower?.stringValue).toBe('rahima@example.com');
    expect(await directory.users(['sr-1'])).toEqual([without]);
  });

  it('may be written by another program, with the fields that every person has', async () => {
    const fields = fieldsOf({ id: 'sr-9', name: 'N', email: 'n@example.com', roles: ['sr'], manager: null, extra: 1 });
    expect(decodeUser(fields)).toEqual({
      id: 'sr-9',
      name: 'N',
      email: 'n@example.com',
      roles: ['sr'],
      territories: [],
      skills: [],
      language: 'en',
      channel: 'email',
    });
  });

  it('who are no valid users are nobody, keep no other from working, and are reported without what they hold', async () => {
    const directory = createDirectory(emulated);
    await directory.upsert(person);
    await put('users/sr-2', fieldsOf({ ...person, id: 'sr-2', phone: 'canary' }));
    expect(await directory.members('sr')).toEqual([person]);
    expect(await directory.users(['sr-1', 'sr-2'])).toEqual([person]);
    expect(decodeUser(await fieldsAt('users/sr-2'))).toBeNull();
    expect(emulated.logged).toContainEqual(['user_invalid', { userId: 'sr-2', fields: ['phone'] }]);
    expect(JSON.stringify(emulated.logged)).not.toContain('canary');
  });

  it('whose address another program has changed are not found by the old one', async () => {
    const directory = createDirectory(emulated);
    await directory.upsert(person);
    await put('users/sr-1', { email: text('new@example.com') }, ['email']);
    expect(await directory.findByEmail(person.email)).toEqual([]);
  });

  it('of no possible id do not exist', async () => {
    expect(await createDirectory(emulated).users(['', 'a/b', '__x__', '.'])).toEqual([]);
  });
});

describe('messages', () => {
  it('are answered whole and newest first, to each person their own', async () => {
    let now = 1_000;
    const messages = createMessages({ ...emulated, clock: { now: () => now } });
    const mine = sampleMessage({ key: 'a', channel: 'email', facts: { grid: [[1]], note: null } });
    const others = sampleMessage({ key: 'b', to: sampleUser({ id: 'sr-10' }) });
    const newer = sampleMessage({ key: 'c', channel: 'in_app' });
    for (const message of [mine, others, newer]) {
      await messages.send(message);
      now *= 10;
    }
    await messages.send({ ...mine, text: 'again' });
    expect(await messages.messagesFor('sr-1')).toEqual([newer, mine]);
    expect(await messages.messagesFor('sr-1', 1)).toEqual([newer]);
    expect(await messages.messagesFor('sr-')).toEqual([]);
    expect(await messages.all(10)).toEqual([newer, others, mine]);
    expect(await messages.all(2)).toEqual([newer, others]);
  });
});

describe('messages that leave this system', () => {
  const text = 'Approve: https://example.com/d#canary-1';
  const html = '<a href="https://example.com/d?l=bn#canary-2">Approve</a>';

  it.each(['whatsapp', 'email'] as const)('by %s are kept without the keys of their links', async (channel) => {
    const messages = createMessages(emulated);
    const sent = await messages.send(sampleMessage({ key: 'm-1', channel, text, html }));
    expect(sent).toEqual({ ok: true, providerId: 'messages/m-1', state: channel === 'email' ? 'sent' : 'delivered' });
    expect(JSON.stringify(await fieldsAt('messages/m-1'))).not.toContain('canary');
    expect(await messages.all(1)).toMatchObject([
      {
        text: 'Approve: https://example.com/d#…',
        html: '<a href="https://example.com/d?l=bn#…">Approve</a>',
      },
    ]);
  });

  it('are not those in the app, which keep them', async () => {
    const messages = createMessages(emulated);
    await messages.send(sampleMessage({ channel: 'in_app', text }));
    expect((await messages.messagesFor('sr-1')).map((message) => message.text)).toEqual([text]);
  });
});

describe('keys of a subject', () => {
  it('leave nothing of the subject and of themselves behind when they are destroyed', async () => {
    const keys = createSubjectKeys(emulated);
    const key = { keyId: 'id-1', keyVersion: 1, subject: 'person:canary-1', wrapped: 'canary-2', version: '1' };
    await keys.create(key);
    expect(await keys.destroy(key.subject)).toBe(1);
    const left = await allOf(emulated.firestore, { collection: 'keys' });
    expect(left.map(({ path, fields }) => [path, Object.keys(fields)])).toEqual([['keys/id:id-1:1', ['destroyed']]]);
    expect(left[0]?.fields.destroyed).toMatchObject(flag(true));
  });
});
