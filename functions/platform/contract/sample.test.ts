// The samples are what they claim to be, and the helpers of the suites fail when they should.
import { expect, it } from 'vitest';
import { definitionSchema } from '../../core/definition/schema.ts';
import { indexOf } from '../../core/document.ts';
import { userSchema } from '../../core/user.ts';
import { eventually } from './eventually.ts';
import { FIRST_PREV, hashOf, SAMPLE_START, sampleCommit, samplePublished, sampleUser } from './sample.ts';
import { describeCases } from './suite.ts';

it('a sample commit names its entry as the head of the document, and the first entry has no one before it', () => {
  const { document, entry } = sampleCommit({ id: 'i-1' });
  const { hash, ...content } = entry;
  expect(hash).toBe(hashOf(content));
  expect([document.head, document.seq, entry.prev]).toEqual([hash, 1, FIRST_PREV]);
  const next = sampleCommit({ id: 'i-1', seq: 2, prev: hash });
  expect(next.entry.prev).toBe(hash);
});

it('a sample shows in the index what it was asked for', () => {
  const { document } = sampleCommit({ id: 'i-1', open: [['sr-1'], ['sr-1', 'sr-2']], viewers: ['v'], tags: ['t'] });
  expect(indexOf(document)).toMatchObject({
    openFor: ['sr-1', 'sr-1', 'sr-2'],
    viewers: ['v'],
    tags: ['t'],
    startedAt: SAMPLE_START,
    openIncidents: 0,
  });
});

it('sample people and definitions pass their schemas unchanged', () => {
  expect(userSchema.parse(sampleUser({ id: 'sr-1' }))).toEqual(sampleUser({ id: 'sr-1' }));
  const { definition } = samplePublished();
  expect(definitionSchema.parse(definition)).toEqual(definition);
});

it('waiting for what never happens ends with the last reason', async () => {
  let tries = 0;
  const never = eventually(() => Promise.reject(new Error(`try ${++tries}`)), { withinMs: 30, everyMs: 5 });
  await expect(never).rejects.toThrow(/^try \d+$/);
  expect(tries).toBeGreaterThan(1);
});

it('a suite refuses to skip a case that it does not have', () => {
  const make = async () => ({ close: async () => {} });
  const skip = [{ test: 'no such rule', reason: 'renamed' }];
  expect(() => describeCases('Nothing', make, {}, { skip })).toThrow('no such rule');
});
