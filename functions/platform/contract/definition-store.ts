// The behaviour suite of DefinitionStore.
import { expect } from 'vitest';
import type { DefinitionStore, PublishedDefinition } from '../platform.ts';
import { samplePublished } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface DefinitionStoreSubject extends Closable {
  readonly store: DefinitionStore;
  readonly reopen?: () => Promise<DefinitionStore>;
}

const namesOf = async (store: DefinitionStore, id?: string): Promise<readonly string[]> =>
  (await store.list(id)).map(({ definition }) => `${definition.id}@${definition.version}`);

const CASES: Cases<DefinitionStoreSubject> = {
  'what was never published is null, false, missing or an empty list': async ({ store }) => {
    expect(await store.get('order-approval', '1.0.0')).toBeNull();
    expect(await store.list()).toEqual([]);
    expect(await store.list('order-approval')).toEqual([]);
    expect(await store.setStatus('order-approval', '1.0.0', 'active', '2026-03-01T00:00:00Z')).toBe(false);
    expect(await store.remove('order-approval', '1.0.0')).toBe(false);
    expect(await store.replaceDraft(samplePublished({ status: 'draft' }))).toBe('missing');
    expect(await store.list()).toEqual([]);
  },
  'a published definition reads back as it was given, with its hash': async ({ store }) => {
    const published = samplePublished({ name: 'অর্ডার অনুমোদন 🧱' });
    expect(await store.publish(published)).toBe('published');
    expect(await store.get('order-approval', '1.0.0')).toEqual(published);
    expect(await store.get('order-approval', '1.0.1')).toBeNull();
    expect(await store.get('order-approva', '1.0.0')).toBeNull();
  },
  'a version that was published is never replaced': async ({ store }) => {
    const first = samplePublished();
    await store.publish(first);
    expect(await store.publish(samplePublished({ name: 'Another' }))).toBe('exists');
    expect(await store.replaceDraft(samplePublished({ name: 'Another', status: 'draft' }))).toBe('published');
    expect(await store.get('order-approval', '1.0.0')).toEqual(first);
  },
  'of ten that publish one version at once exactly one does': async ({ store }) => {
    const rivals = Array.from({ length: 10 }, (_, i) => samplePublished({ name: `Rival ${i}` }));
    const answers = await Promise.all(rivals.map((rival) => store.publish(rival)));
    expect(answers.filter((answer) => answer === 'published')).toHaveLength(1);
    expect(await store.get('order-approval', '1.0.0')).toEqual(rivals[answers.indexOf('published')]);
  },
  'a draft may be replaced until it is published': async ({ store }) => {
    await store.publish(samplePublished({ status: 'draft' }));
    const second = samplePublished({ status: 'draft', name: 'Second' });
    expect(await store.replaceDraft(second)).toBe('replaced');
    expect(await store.get('order-approval', '1.0.0')).toEqual(second);
    const third = samplePublished({ status: 'active', name: 'Third' });
    expect(await store.replaceDraft(third)).toBe('replaced');
    expect(await store.replaceDraft(samplePublished({ status: 'draft', name: 'Fourth' }))).toBe('published');
    expect(await store.get('order-approval', '1.0.0')).toEqual(third);
  },
  'a version whose status left draft is no draft any more': async ({ store }) => {
    await store.publish(samplePublished({ status: 'draft' }));
    await store.setStatus('order-approval', '1.0.0', 'active', '2026-03-01T00:00:00Z');
    expect(await store.replaceDraft(samplePublished({ status: 'draft', name: 'Late' }))).toBe('published');
    expect((await store.get('order-approval', '1.0.0'))?.definition.name).toBe('Order approval');
  },
  'setting the status changes the status and its time, and nothing else': async ({ store }) => {
    const { definition, hash } = samplePublished();
    await store.publish({ definition, hash });
    expect(await store.setStatus('order-approval', '1.0.0', 'inactive', '2026-03-01T00:00:00Z')).toBe(true);
    const updated = { ...definition, status: 'inactive', updatedAt: '2026-03-01T00:00:00Z' };
    expect(await store.get('order-approval', '1.0.0')).toEqual({ definition: updated, hash });
    expect((await store.list())[0]?.definition.status).toBe('inactive');
  },
  'versions are listed oldest first, by their numbers and not their letters': async ({ store }) => {
    for (const version of ['1.10.0', '1.9.0', '2.0.0', '2.0.0-rc.10', '2.0.0-rc.9', '0.1.0', '1.9.10']) {
      await store.publish(samplePublished({ version }));
    }
    await store.publish(samplePublished({ id: 'site-visit' }));
    const versions = ['0.1.0', '1.9.0', '1.9.10', '1.10.0', '2.0.0-rc.9', '2.0.0-rc.10', '2.0.0'];
    expect(await namesOf(store, 'order-approval')).toEqual(versions.map((version) => `order-approval@${version}`));
    expect(await namesOf(store, 'site-visit')).toEqual(['site-visit@1.0.0']);
    const all = await namesOf(store);
    expect(all).toHaveLength(8);
    expect(all.filter((name) => name.startsWith('order'))).toEqual(versions.map((v) => `order-approval@${v}`));
  },
  'a removed version is gone, the others stay': async ({ store }) => {
    await store.publish(samplePublished());
    await store.publish(samplePublished({ version: '1.1.0' }));
    expect(await store.remove('order-approval', '1.0.0')).toBe(true);
    expect(await store.remove('order-approval', '1.0.0')).toBe(false);
    expect(await store.get('order-approval', '1.0.0')).toBeNull();
    expect(await namesOf(store)).toEqual(['order-approval@1.1.0']);
  },
  'changing what was read changes nothing stored': async ({ store }) => {
    await store.publish(samplePublished());
    const read = await store.get('order-approval', '1.0.0');
    ((read as PublishedDefinition).definition.steps as unknown[]).pop();
    expect((await store.get('order-approval', '1.0.0'))?.definition.steps).toHaveLength(1);
  },
  'definitions are there after the store is opened again': async ({ store, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    const published = samplePublished();
    await store.publish(published);
    const again = await reopen();
    expect(await again.get('order-approval', '1.0.0')).toEqual(published);
    expect(await again.publish(published)).toBe('exists');
  },
};

export function describeDefinitionStore(
  name: string,
  make: () => Promise<DefinitionStoreSubject>,
  options: SuiteOptions = {},
): void {
  describeCases(`DefinitionStore: ${name}`, make, CASES, options);
}
