// firestore.indexes.json holds the indexes that the queries need, each of them and no other.
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sampleCommit, sampleEntry, sampleIncident } from '../contract/sample.ts';
import { compositeQueries, firestoreIndexes, indexFor } from './indexes.ts';
import { fieldsOfEntry, fieldsOfInstance } from './instance-fields.ts';
import { awaitingQuery } from './instance-query.ts';
import { inboxQuery } from './messages.ts';
import { SHARDS, shardOf } from './shards.ts';

const FILE = new URL('../../../firestore.indexes.json', import.meta.url);
const { indexes, fieldOverrides } = firestoreIndexes();
const pathsOf = ({ fields }: { readonly fields: readonly { readonly fieldPath: string }[] }): readonly string[] =>
  fields.map(({ fieldPath }) => fieldPath);
const overrideOf = (collectionGroup: string, fieldPath: string) =>
  fieldOverrides.find((override) => override.collectionGroup === collectionGroup && override.fieldPath === fieldPath);

/** Fields whose values only grow. */
const SEQUENTIAL = ['startedAt', 'endedAt', 'dueAt', 'wakeAt', 'at', 'seq', 'revision'];
const FULL = sampleCommit({
  id: 'i-1',
  status: 'running',
  outcome: 'approved',
  tags: ['x'],
  viewers: ['v'],
  open: [['a']],
  dueAt: 2,
  incidents: { i: sampleIncident() },
  deliveries: ['whatsapp:1'],
  wakeAt: 1,
});

describe('firestore.indexes.json', () => {
  it('is what the queries need (UPDATE_INDEXES=1 writes it)', async () => {
    const text = `${JSON.stringify(firestoreIndexes(), null, 2)}\n`;
    if (process.env.UPDATE_INDEXES === '1') await writeFile(FILE, text);
    expect(await readFile(FILE, 'utf8')).toBe(text);
  });

  it('has an index for every query that the stores can make, and none besides', () => {
    const needed = new Set(compositeQueries().map((query) => JSON.stringify(indexFor(query))));
    expect(new Set(indexes.map((index) => JSON.stringify(index)))).toEqual(needed);
    expect(indexes).toHaveLength(needed.size);
  });

  it('costs a commit few entries: no more indexes than these', () => {
    expect(indexes.map((index) => pathsOf(index).join(' ')).sort()).toEqual(
      [
        'shard hasIncidents startedAt',
        'shard openFor startedAt',
        'shard outcome startedAt',
        'shard startedAt',
        'shard startedBy startedAt',
        'shard status startedAt',
        'shard tags status startedAt',
        'shard tags startedAt',
        'shard version startedAt',
        'shard viewers status startedAt',
        'shard viewers startedAt',
        'shard workflowId status startedAt',
        'shard workflowId startedAt',
        'shard endedAt',
        'shard dueAt',
        'shard wakeAt',
        'shard sentAt',
      ].sort(),
    );
  });

  it('begins every composite index with the shard, so that no time is written in one place', () => {
    for (const index of indexes) expect(pathsOf(index)[0]).toBe('shard');
    for (const [collection, fields] of [
      ['instances', fieldsOfInstance(FULL.document)],
      ['audit', fieldsOfEntry(sampleEntry({ instanceId: 'i-1', seq: 1 }))],
    ] as const) {
      const indexed = Object.keys(fields).filter(
        (field) => (overrideOf(collection, field) ?? overrideOf(collection, '*'))?.indexes.length !== 0,
      );
      expect(indexed.filter((field) => SEQUENTIAL.includes(field))).toEqual([]);
      expect(indexed).toEqual(collection === 'instances' ? ['openTasks', 'deliveries'] : []);
    }
  });

  it('names only fields that instances have', () => {
    const fields = [...Object.keys(fieldsOfInstance(FULL.document)), 'endedAt'];
    const ofInstances = indexes.filter(({ collectionGroup }) => collectionGroup === 'instances');
    for (const path of ofInstances.flatMap(pathsOf)) expect(fields).toContain(path);
  });

  it('finds the instance that waits for a message by the index of one field', () => {
    const { filters, orders } = awaitingQuery('whatsapp:1');
    expect([...filters, ...orders].map(({ field }) => field)).toEqual(['deliveries']);
    expect(overrideOf('instances', 'deliveries')?.indexes).toEqual([
      { arrayConfig: 'CONTAINS', queryScope: 'COLLECTION' },
    ]);
  });

  it('has leases forgotten by the database itself, and no index over what only grows in them', () => {
    expect(overrideOf('sends', 'forgetAt')).toMatchObject({ ttl: true, indexes: [] });
    expect(overrideOf('sends', '*')).toMatchObject({ indexes: [] });
    expect(fieldOverrides.filter(({ ttl }) => ttl === true)).toHaveLength(1);
  });

  it('finds the inbox of a person by one field, which is not one of time alone', () => {
    const { filters, orders } = inboxQuery('sr-1', 1);
    expect(new Set([...filters, ...orders].map(({ field }) => field))).toEqual(new Set(['inbox']));
    expect(overrideOf('messages', 'inbox')?.indexes).toEqual([{ order: 'DESCENDING', queryScope: 'COLLECTION' }]);
    for (const field of ['sentAt', 'at', 'text'])
      expect(overrideOf('messages', field) ?? overrideOf('messages', '*')).toMatchObject({ indexes: [] });
  });

  it('never indexes the whole texts', () => {
    for (const path of indexes.flatMap(pathsOf)) expect(['document', 'entry']).not.toContain(path);
    expect(overrideOf('instances', 'document') ?? overrideOf('instances', '*')).toMatchObject({ indexes: [] });
    expect(overrideOf('audit', 'entry') ?? overrideOf('audit', '*')).toMatchObject({ indexes: [] });
  });
});

describe('shards', () => {
  it('take about equally many instances each', () => {
    const counts = Array.from({ length: SHARDS }, () => 0);
    for (let i = 0; i < 4_000; i += 1) counts[shardOf(`instance-${i}`)]! += 1;
    for (const count of counts) expect(count).toBeGreaterThan(800);
  });
});
