// The event log, held against the rules of OCEL 2.0 as its specification states them for JSON:
// https://www.ocel-standard.org/specification/formats/json/
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Instance } from '../instance.ts';
import { approval, away, define, HOUR, START } from '../testing/build.ts';
import { stories } from '../testing/random-story.ts';
import { seeded } from '../testing/seeded.ts';
import { Story } from '../testing/story.ts';
import { joinLogs, type OcelLog, ocelOf, type Recorded } from './ocel.ts';

/** The shape: four lists; events and objects have ids, types, attributes and qualified relationships. */
const attributeType = z.enum(['string', 'time', 'integer', 'float', 'boolean']);
const types = z.array(
  z.strictObject({ name: z.string(), attributes: z.array(z.strictObject({ name: z.string(), type: attributeType })) }),
);
const value = z.string();
const relationships = z.array(z.strictObject({ objectId: z.string(), qualifier: z.string() }));
const time = z.iso.datetime({ offset: true });
const shape = z.strictObject({
  eventTypes: types,
  objectTypes: types,
  events: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      time,
      attributes: z.array(z.strictObject({ name: z.string(), value })),
      relationships,
    }),
  ),
  objects: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      attributes: z.array(z.strictObject({ name: z.string(), value, time })),
      relationships,
    }),
  ),
});

/** What the shape cannot say: ids are unique, and what is referred to is there and of the type that was declared. */
function violations(log: OcelLog): readonly string[] {
  const found: string[] = [];
  const unique = (what: string, names: readonly string[]): void => {
    if (new Set(names).size !== names.length) found.push(`two ${what} have one name`);
  };
  unique(
    'events',
    log.events.map(({ id }) => id),
  );
  unique(
    'objects',
    log.objects.map(({ id }) => id),
  );
  const objects = new Set(log.objects.map(({ id }) => id));
  for (const [declared, things] of [
    [log.eventTypes, log.events],
    [log.objectTypes, log.objects],
  ] as const) {
    unique(
      'types',
      declared.map(({ name }) => name),
    );
    for (const { id, type, attributes, relationships: related } of things) {
      const known = declared.find(({ name }) => name === type);
      if (known === undefined) found.push(`${id} is of an unknown type`);
      for (const { name, value: given } of attributes) {
        const expected = known?.attributes.find((attribute) => attribute.name === name)?.type;
        if (expected === undefined || (expected === 'integer' && !/^\d+$/.test(given))) found.push(`${id}: ${name}`);
      }
      for (const { objectId } of related) if (!objects.has(objectId)) found.push(`${id} refers to ${objectId}`);
    }
  }
  return found;
}

const recorded = ({ commits, instance }: Story, fields: Partial<Instance> = {}): Recorded => ({
  instance: { ...instance, ...fields },
  entries: commits.map(({ at, events }, i) => ({
    at,
    events,
    seq: i + 1,
    actor: i === 0 ? 'requester-1' : 'engine',
    onBehalfOf: null,
    channel: 'api',
  })),
});

describe('a log', () => {
  it('of random instances keeps every rule of the standard', () =>
    fc.assert(
      fc.property(fc.array(stories(15), { maxLength: 2 }), (told) => {
        const log = ocelOf(told.map((story, i) => recorded(story, { id: `instance-${i}` })));
        expect(shape.parse(JSON.parse(JSON.stringify(log)))).toEqual(log);
        expect(violations(log)).toEqual([]);
      }),
      seeded(40),
    ));
  it('of many pages is the log of all of them', () =>
    fc.assert(
      fc.property(fc.array(stories(10), { maxLength: 3 }), (told) => {
        const all = told.map((story, i) => recorded(story, { id: `instance-${i}` }));
        const joined = joinLogs(all.map((one) => ocelOf([one])));
        const sorted = ({ objects, ...rest }: OcelLog) => ({
          ...rest,
          objects: objects.map(({ id }) => id).toSorted(),
        });
        expect(sorted(joined)).toEqual(sorted(ocelOf(all)));
        expect(violations(joined)).toEqual([]);
      }),
      seeded(20),
    ));
  it('of nothing is a log as well', () =>
    expect(ocelOf([])).toEqual({ objectTypes: [], eventTypes: [], objects: [], events: [] }));

  const story = new Story(define([approval('review', { assignedTo: 'user:cro-1' })]), {
    start: { data: { secret: 'Ada' } },
  });
  story.now += HOUR;
  story.change('cro-1', away('cro-2')).approve('cro-2', 'review', { notes: 'Ada is fine' });
  const record = { collection: 'orders', id: 'o-1', field: null };
  const { entries, instance } = recorded(story, { record });
  const log = ocelOf([
    {
      instance,
      entries: entries.map((entry, i) => (i === 0 ? entry : { ...entry, actor: 'cro-2', onBehalfOf: 'cro-1' })),
    },
  ]);
  const event = (type: string) => log.events.find((one) => one.type === type);
  it('has the workflow, its steps, its people and its record as objects', () => {
    expect(log.objects.map(({ id, type }) => `${type} ${id}`)).toEqual(
      expect.arrayContaining([
        'sample instance-1',
        'step instance-1/review',
        'record record/orders/o-1',
        'person person/cro-1',
        'person person/cro-2',
      ]),
    );
    expect(log.objects.find(({ type }) => type === 'sample')).toMatchObject({
      attributes: [{ name: 'version', value: '1.0.0' }, { name: 'status' }, { name: 'outcome', value: 'approved' }],
      relationships: [
        { objectId: 'record/orders/o-1', qualifier: 'about' },
        { objectId: 'instance-1/review', qualifier: 'step' },
      ],
    });
  });
  it('says who did what to which step, for whom, when', () =>
    expect(event('step_approved')).toEqual({
      id: expect.stringMatching(/^instance-1\/2\/\d$/),
      type: 'step_approved',
      time: new Date(START + HOUR).toISOString(),
      attributes: [
        { name: 'channel', value: 'api' },
        { name: 'attempt', value: '1' },
      ],
      relationships: [
        { objectId: 'instance-1', qualifier: 'workflow' },
        { objectId: 'instance-1/review', qualifier: 'step' },
        { objectId: 'person/cro-2', qualifier: 'actor' },
        { objectId: 'person/cro-1', qualifier: 'on behalf of' },
      ],
    }));
  it('says whom a step was given to, and no one where the engine acted', () => {
    expect(event('step_assigned')?.relationships).toContainEqual({ objectId: 'person/cro-1', qualifier: 'assignee' });
    expect(ocelOf([recorded(story)]).objects.map(({ id }) => id)).not.toContain('person/engine');
  });
  it('has nothing of data, notes and deliveries', () => {
    expect(JSON.stringify(log)).not.toContain('Ada');
    expect(event('messages_queued')).toBeUndefined();
  });
});
