// What every InstanceStore promises of messages whose providers have not said yet what became of them.
import { expect } from 'vitest';
import { committed, type InstanceStoreSubject } from './instance-commits.ts';
import type { Cases } from './suite.ts';

/** What a stranger may name: nothing waits for it, and it does no harm. */
const FORGED: readonly string[] = ['', '%', 'whatsapp:', 'WHATSAPP:1', "' or 1=1 --", '\u0000', '\ud800'].concat([
  'h'.repeat(5_000),
  'h'.repeat(1_500),
  'h'.repeat(1_400),
  '__name__',
]);

export const DELIVERY_CASES: Cases<InstanceStoreSubject> = {
  'the instance that waits for word of a message is found by its handle, and by no other': async ({ store }) => {
    await committed(store, { id: 'i-1', deliveries: ['whatsapp:1', 'whatsapp=a/b+c'] });
    await committed(store, { id: 'i-2', deliveries: ['whatsapp:2', 'email:1'] });
    await committed(store, { id: 'i-3' });
    expect(await store.awaiting('whatsapp:1')).toBe('i-1');
    expect(await store.awaiting('whatsapp=a/b+c')).toBe('i-1');
    expect(await store.awaiting('email:1')).toBe('i-2');
    for (const handle of FORGED) expect(await store.awaiting(handle)).toBeNull();
  },
  'a handle that is too long to be found by costs the others nothing': async ({ store }) => {
    await committed(store, { id: 'i-1', deliveries: ['h'.repeat(20_000), '\ud800', 'whatsapp:1'] });
    expect(await store.awaiting('whatsapp:1')).toBe('i-1');
  },
  'nothing waits any more for word that has come': async ({ store }) => {
    const first = await committed(store, { id: 'i-1', deliveries: ['whatsapp:1', 'whatsapp:2'] });
    const second = await committed(store, { id: 'i-1', seq: 2, expected: first, deliveries: ['whatsapp:2'] });
    expect(await store.awaiting('whatsapp:1')).toBeNull();
    expect(await store.awaiting('whatsapp:2')).toBe('i-1');
    await committed(store, { id: 'i-1', seq: 3, expected: second });
    expect(await store.awaiting('whatsapp:2')).toBeNull();
  },
  'an instance that has ended still waits for word of its last messages': async ({ store }) => {
    await committed(store, { id: 'i-1', status: 'completed', deliveries: ['whatsapp:1'] });
    expect(await store.awaiting('whatsapp:1')).toBe('i-1');
  },
  'of two that wait under one handle one is named, and the other when that one has its word': async ({ store }) => {
    const [one, two] = ['i-1', 'i-2'] as const;
    const versions = {
      [one]: await committed(store, { id: one, deliveries: ['whatsapp=same'] }),
      [two]: await committed(store, { id: two, deliveries: ['whatsapp=same'] }),
    };
    const named = (await store.awaiting('whatsapp=same')) === one ? one : two;
    await committed(store, { id: named, seq: 2, expected: versions[named] });
    expect(await store.awaiting('whatsapp=same')).toBe(named === one ? two : one);
  },
};
