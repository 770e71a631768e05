// A release brings its definitions and a first administrator, once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, createHarness, type Harness, person } from './testing/harness.ts';

const DEFINITION = {
  id: 'shipped-flow',
  name: 'Shipped flow',
  version: '1.0.0',
  status: 'active',
  roles: ['lead'],
  steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead' }],
};

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.close());
const ship = (definitions: readonly unknown[]) => harness.engine.ship({ definitions, firstAdmin: null });
const stored = () => harness.platform.definitions.get('shipped-flow', '1.0.0');

describe('what a release brings', () => {
  it('is published, and again it changes nothing', async () => {
    expect(await ship([DEFINITION])).toMatchObject({
      definitions: [{ workflowId: 'shipped-flow', result: 'published' }],
    });
    const before = await stored();
    expect(await ship([DEFINITION])).toMatchObject({ definitions: [{ result: 'unchanged' }] });
    expect(await stored()).toEqual(before);
    expect((await harness.engine.startWorkflow(as('rita'), { workflowId: 'shipped-flow', data: {} })).status).toBe(
      'running',
    );
  });
  it('is the same where a person has published it before', async () => {
    await harness.engine.createWorkflowDefinition(as('des'), { definition: DEFINITION });
    expect(await ship([DEFINITION])).toMatchObject({ definitions: [{ result: 'unchanged' }] });
  });
  it('never replaces a version, and says so where the file has changed', async () => {
    await ship([DEFINITION]);
    const before = await stored();
    expect(await ship([{ ...DEFINITION, name: 'Changed' }])).toMatchObject({ definitions: [{ result: 'differs' }] });
    expect(await stored()).toEqual(before);
    expect(harness.logged.map(({ event }) => event)).toContain('definition_differs');
  });
  it('leaves a retired version retired', async () => {
    await ship([DEFINITION]);
    await harness.engine.setWorkflowDefinitionStatus(as('des'), {
      workflowId: 'shipped-flow',
      version: '1.0.0',
      status: 'inactive',
    });
    await ship([DEFINITION]);
    expect((await stored())?.definition.status).toBe('inactive');
  });
  it('is refused where it is not valid', async () => {
    await expect(ship([{ ...DEFINITION, steps: [] }])).rejects.toThrow(/INVALID_DEFINITION/);
  });
});

describe('a first administrator', () => {
  const admin = person('first', ['admin']);
  it('is added where nobody is', async () => {
    const empty = await createHarness({ people: [] });
    expect(await empty.engine.ship({ definitions: [], firstAdmin: admin })).toMatchObject({ firstAdmin: 'first' });
    expect(await empty.platform.directory.all()).toEqual([admin]);
    await empty.close();
  });
  it('is not added where somebody is', async () => {
    expect(await harness.engine.ship({ definitions: [], firstAdmin: admin })).toMatchObject({ firstAdmin: null });
    expect(await harness.platform.directory.users(['first'])).toEqual([]);
  });
});
