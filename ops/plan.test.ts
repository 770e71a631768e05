// What a plan does and leaves, and what counts as a difference.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredOf, fill, parametersOf, readFiles } from './files.ts';
import { differences, type Json, type JsonObject } from './json.ts';
import { plan } from './plan.ts';
import { type Existing, idOf, KINDS, type Kind, marked, type Resource } from './resources.ts';

// The same cases in every run: a failure is there again when somebody looks.
fc.configureGlobal({ seed: 20_261_127 });

const desired = desiredOf(readFiles(import.meta.dirname), parametersOf(import.meta.dirname, 'demo-plan', []));
/** As they come back: with names and times of the server's own. */
const stored = (resources: readonly Resource[]): readonly Existing[] =>
  resources.map(({ kind, id, body }) => ({
    kind,
    id,
    body: { name: `a/${id}`, ...body, mutationRecord: { at: 'now' } },
  }));
const doing = (actions: ReturnType<typeof plan>): readonly string[] => actions.map((action) => action.do);

describe('a plan', () => {
  it('creates everything where nothing is, in the order in which one names another', () => {
    const actions = plan([...desired].reverse(), []);
    expect(new Set(doing(actions))).toEqual(new Set(['create']));
    const kinds = actions.flatMap((action) => (action.do === 'create' ? [action.resource.kind] : []));
    expect([...new Set(kinds)]).toEqual(KINDS);
  });

  it('does nothing where everything is there', () => {
    expect(new Set(doing(plan(desired, stored(desired))))).toEqual(new Set(['keep']));
  });

  it('one changed file is one update that says where', () => {
    const actions = plan(
      desired.map((resource) =>
        resource.id === 'incident' ? { ...resource, body: { ...resource.body, severity: 'WARNING' } } : resource,
      ),
      stored(desired),
    );
    expect(actions.filter((action) => action.do !== 'keep')).toEqual([
      expect.objectContaining({ do: 'update', at: ['/severity'] }),
    ]);
  });

  it('of two that stand for one file, one is kept and the other is over', () => {
    const [first] = stored(desired).filter(({ kind }) => kind === 'alert') as [Existing];
    const actions = plan(desired, [...stored(desired), { ...first, body: { ...first.body, name: 'a copy' } }]);
    expect(actions.filter((action) => action.do !== 'keep')).toEqual([
      { do: 'remove', existing: expect.objectContaining({ body: expect.objectContaining({ name: 'a copy' }) }) },
    ]);
  });

  it('removes backwards, so that nothing is named that is gone', () => {
    const kinds = plan([], stored(desired)).flatMap((action) => (action.do === 'remove' ? [action.existing.kind] : []));
    expect([...new Set(kinds)]).toEqual([...KINDS].reverse());
  });
});

describe('a mark', () => {
  it.each(KINDS)('of a %s is read back, and is missing on what is not ours', (kind: Kind) => {
    expect(idOf(kind, marked(kind, 'an-id', { displayName: 'x' }).body)).toBe('an-id');
    expect(idOf(kind, { displayName: 'x', name: 'theirs', userLabels: { 'managed-by': 'terraform' } })).toBeNull();
  });

  it.each(KINDS)('of a %s changes with the content', (kind: Kind) => {
    const [one, other] = [marked(kind, 'a', { goal: 1 }).body, marked(kind, 'a', { goal: 2, combiner: 'OR' }).body];
    const { goal: _, ...marks } = one;
    expect(differences(marks, other)).not.toEqual([]);
  });

  it('has labels that Google takes: lower case, digits and dashes, at most 63 characters', () => {
    for (const { body } of desired) {
      const labels = { ...(body.userLabels as JsonObject | undefined), ...(body.labels as JsonObject | undefined) };
      for (const [key, value] of Object.entries(labels)) {
        expect(key).toMatch(/^[a-z][a-z0-9_-]{0,62}$/);
        expect(value).toMatch(/^[a-z0-9_-]{0,63}$/);
      }
    }
  });
});

describe('differences', () => {
  const SAME: readonly (readonly [Json, Json])[] = [
    [{ a: 0, b: false, d: [] }, {}],
    [{ columns: 48 }, { columns: '48' }],
    [{ duration: '300s' }, { duration: '300.000s' }],
    [{ a: 1 }, { a: 1, name: 'given by the server' }],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1, name: 'c' }] }],
  ];
  it.each(SAME)('%j is said by %j', (wanted, actual) => expect(differences(wanted, actual)).toEqual([]));

  const OTHER: readonly (readonly [Json, Json, string])[] = [
    [{ a: 1 }, { a: 2 }, '/a'],
    [{ a: 1 }, {}, '/a'],
    [{ a: { b: '300s' } }, { a: { b: '301s' } }, '/a/b'],
    [{ a: [1, 2] }, { a: [1] }, '/a'],
    [{ a: [1] }, { a: [1, 2] }, '/a'],
    [{ a: ['x', 'y'] }, { a: ['y', 'x'] }, '/a/0'],
    [{ custom: {} }, {}, '/custom'],
    [{ labels: { a: '' } }, { labels: {} }, '/labels/a'],
    [{ a: true }, {}, '/a'],
    [{ a: 'x' }, { a: { b: 'x' } }, '/a'],
  ];
  it.each(OTHER)('%j is not said by %j', (wanted, actual, at) => expect(differences(wanted, actual)[0]).toBe(at));

  it('are none between any JSON and itself', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => differences(value as Json, value as Json).length === 0));
  });
});

describe('filling in', () => {
  const parameters = { project: 'demo-x', limitMs: 5 };
  const placeholder = (name: string): string => `\${${name}}`;
  it('keeps the type of a parameter that stands alone and writes it as text elsewhere', () => {
    expect(
      fill(
        { value: placeholder('limitMs'), text: [`${placeholder('project')} ${placeholder('limitMs')}`] },
        parameters,
      ),
    ).toEqual({
      value: 5,
      text: ['demo-x 5'],
    });
  });
  it('leaves variables of Google alone and refuses a name that there is not', () => {
    expect(fill(placeholder('metric.label.kind'), parameters)).toBe(placeholder('metric.label.kind'));
    expect(() => fill(placeholder('nothing'), parameters)).toThrow('There is no parameter "nothing"');
    expect(() => fill(placeholder('constructor'), parameters)).toThrow('There is no parameter');
  });
});
