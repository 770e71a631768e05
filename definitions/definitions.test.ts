// The shipped templates and samples: well formed and consistent with each other.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { vocabulary } from '../functions/compose.ts';
import { checkDefinition } from '../functions/core/definition/check.ts';
import { isTable, TEMPLATE_NAMES, type WorkflowDefinition } from '../functions/core/definition/schema.ts';
import type { StepDefinition } from '../functions/core/definition/steps.ts';
import type { JsonObject } from '../functions/core/json.ts';
import { isWait, START_USE, useOf } from '../functions/core/kinds/use.ts';
import { actions } from '../functions/handlers/index.ts';
import { ids, listOf, samplesOf, sourceOf, TEMPLATES, templateOf, users } from './testing/shipped.ts';

/** Every assignment text of a template, tables opened. */
function assignmentsOf(definition: WorkflowDefinition): readonly string[] {
  const texts = definition.steps.flatMap((step) => [
    ...('assignedTo' in step ? listOf(step.assignedTo) : []),
    ...(step.escalation?.levels ?? []).flatMap((level) => listOf(level.to)),
    ...(step.notifications ?? []).map(({ to }) => to),
  ]);
  const told = Object.values(definition.notifications ?? {}).flatMap((list) => (Array.isArray(list) ? list : []));
  const rows = Object.values(definition.rules ?? {}).flatMap((rule) =>
    isTable(rule) ? rule.rows.map((row) => row.then) : [],
  );
  return [...texts, ...told, ...rows];
}
const OTHERS: ReadonlySet<string> = new Set(['schema.json', 'company.json']);
/** A decision that only a moment takes: its one deadline rejects at once. */
const isForTheClock = ({ escalation }: StepDefinition): boolean =>
  escalation?.levels.length === 1 && escalation.levels[0]?.after === '0 seconds';
const rolesIn = (definition: WorkflowDefinition): readonly string[] =>
  assignmentsOf(definition).flatMap((text) => /^(?:role|load_balance|each|pool):(.+)$/.exec(text)?.[1] ?? []);

describe('the templates', () => {
  it('are all of the definitions there are', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter(
      (name) => name.endsWith('.json') && !OTHERS.has(name),
    );
    expect(files.sort()).toEqual(ids.map((id) => `${id}.json`).sort());
  });
  it.each(ids)('%s is an active first version that names its schema', (id) => {
    const definition = templateOf(id);
    expect(definition).toMatchObject({ id, version: '1.0.0', status: 'active', $schema: './schema.json' });
  });
  it.each(ids)('%s has nothing wrong or doubtful for the examination of definitions', (id) => {
    expect(checkDefinition(sourceOf(id), vocabulary).findings).toEqual([]);
  });
  it.each(ids)('%s lists exactly the roles it names, and each has a member among the sample people', (id) => {
    const definition = templateOf(id);
    expect([...new Set(rolesIn(definition))].sort()).toEqual([...definition.roles].sort());
    for (const role of definition.roles)
      expect(users.filter((user) => user.roles.includes(role)).length, role).toBeGreaterThan(0);
  });
  it.each(ids)('%s names only rules, steps, templates and actions that exist', (id) => {
    const definition = templateOf(id);
    const stepIds = definition.steps.map((step) => step.id);
    expect(new Set(stepIds).size).toBe(stepIds.length);
    const text = JSON.stringify(definition);
    for (const [, name] of text.matchAll(/"\$rule":"([^"]+)"/g))
      expect(isTable(definition.rules?.[name ?? '']), name).toBe(false);
    for (const [, name] of text.matchAll(/"\$rule":"([^"]+)"/g))
      expect(Object.keys(definition.rules ?? {})).toContain(name);
    for (const [, name] of text.matchAll(/"rule:([^"]+)"/g))
      expect(isTable(definition.rules?.[name ?? '']), name).toBe(true);
    for (const [, name] of text.matchAll(/\$steps\.([\w-]+)\./g)) expect(stepIds).toContain(name);
    for (const [, name] of text.matchAll(/"template":"([^"]+)"/g)) expect(TEMPLATE_NAMES).toContain(name);
    const uses = definition.steps.flatMap((step) =>
      step.type === 'system' ? [...step.actions, ...(step.compensate ?? [])] : [],
    );
    for (const use of uses.map((use) => (typeof use === 'string' ? use : use.use)))
      if (!isWait(use) && use !== START_USE) expect(Object.keys(actions)).toContain(use);
  });
  it.each(ids)('%s gives people working time, in the calendar of the office', (id) => {
    const definition = templateOf(id);
    expect(definition.calendar).toBe('dhaka-office');
    const people = definition.steps.filter(({ type }) => type === 'approval' || type === 'manual');
    for (const step of people.filter((step) => !isForTheClock(step)))
      for (const { after } of step.escalation?.levels ?? []) expect(after, step.id).toContain(' working ');
  });
  it.each(ids)('%s promises a duration, unless most of it is waiting for a date', (id) => {
    const { sla } = templateOf(id);
    if (id === 'engineer-renewal') expect(sla).toBeUndefined();
    else expect(sla?.escalateTo).toMatch(/^role:(asm|bd_incharge)$/);
  });
  it.each(ids)('%s repeats what it does with records when they are away', (id) => {
    for (const step of templateOf(id).steps)
      if (step.type === 'system' && step.actions.some((use) => Object.hasOwn(actions, useOf(use).use)))
        expect(step.retry?.attempts, step.id).toBe(8);
  });
  it.each(ids)('%s lets nobody approve their own request, and never approves by time', (id) => {
    for (const step of templateOf(id).steps) {
      if (step.type === 'approval') expect(step.distinctFrom, step.id).toContain('requester');
      if (step.type === 'approval' || step.type === 'manual')
        expect(step.escalation?.levels.length, step.id).toBeGreaterThan(0);
      for (const level of step.escalation?.levels ?? [])
        expect(['remind', 'notify', 'reassign', 'reject', 'fail']).toContain(level.action);
    }
  });
  it.each(ids)('%s undoes every change it makes to stock, visits and engineers', (id) => {
    const undoneBy: Readonly<Record<string, string>> = {
      'orders.reserveStock': 'orders.releaseStock',
      'engineers.activate': 'engineers.deactivate',
      'visits.schedule': 'visits.unschedule',
    };
    for (const step of templateOf(id).steps) {
      if (step.type !== 'system') continue;
      const named = (list: typeof step.actions | undefined) =>
        (list ?? []).map((use) => (typeof use === 'string' ? use : use.use));
      for (const use of named(step.actions))
        if (undoneBy[use] !== undefined) expect(named(step.compensate)).toContain(undoneBy[use]);
    }
  });
});

describe('the samples', () => {
  it.each(ids)('of %s are at least twelve, each with an id of its own and valid as start data', (id) => {
    const definition = templateOf(id);
    const schema = z.fromJSONSchema(definition.data as Parameters<typeof z.fromJSONSchema>[0]);
    const samples = samplesOf(TEMPLATES[id]);
    const idField = String(listOf((definition.data?.required ?? []) as readonly string[])[0]);
    expect(samples.length).toBeGreaterThanOrEqual(12);
    expect(new Set(samples.map((sample) => sample[idField])).size).toBe(samples.length);
    for (const sample of samples) {
      expect(schema.safeParse(sample).error, String(sample[idField])).toBeUndefined();
      expect(schema.safeParse({ ...sample, [idField]: '../x' }).success).toBe(false);
    }
  });
  it('of people are unique and reachable, and every manager exists', () => {
    const known = new Set(users.map((user) => user.id));
    expect(known.size).toBe(users.length);
    for (const user of users) {
      expect(user.email).toBe(`${user.id}@example.com`);
      expect(user.phone).toMatch(/^\+88017000000\d\d$/);
      if (user.manager !== undefined) expect(known).toContain(user.manager);
    }
    expect(users.find(({ id }) => id === 'sr-1')?.manager).toBe('asm-1');
    expect(users.find(({ id }) => id === 'asm-1')?.manager).toBe('incharge-1');
  });
  it('of records have ids of their own, and orders name only items and customers that exist', () => {
    for (const [name, field] of [
      ['stock', 'sku'],
      ['customers', 'customerId'],
      ['sites', 'siteId'],
      ['certificates', 'number'],
    ] as const) {
      const records = samplesOf(name);
      expect(new Set(records.map((record) => record[field])).size).toBe(records.length);
    }
    const skus = samplesOf('stock').map(({ sku }) => sku);
    const customers = samplesOf('customers').map(({ customerId }) => customerId);
    for (const order of samplesOf('orders')) {
      for (const item of order.items as JsonObject[]) if (item.sku !== undefined) expect(skus).toContain(item.sku);
      expect(customers).toContain(order.customerId);
    }
  });
});
