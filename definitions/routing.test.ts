// The shipped templates route as the business says, at every boundary.
import { describe, expect, it } from 'vitest';
import { evaluateTable, holds } from '../functions/core/conditions/evaluate.ts';
import { isTable } from '../functions/core/definition/schema.ts';
import type { JsonObject } from '../functions/core/json.ts';
import { listOf, samplesOf, scopeWith, templateOf, users } from './testing/shipped.ts';

/** Who decides an order, as the business says it; written without looking at the template. */
function asTheBusinessSays(amount: number, orderType: string, qualified: boolean): string {
  if (orderType === 'bulk' || orderType === 'custom') return 'bdo';
  if (amount >= 50_000) return 'bdo';
  if (amount >= 10_000) return 'cro';
  return amount < 1_000 && qualified ? 'nobody' : 'sr';
}

const orderApproval = templateOf('order-approval');

/** The approval steps that run for an order: the role each asks, or "nobody" where it approves by itself. */
function asTheTemplateSays(
  data: JsonObject,
  steps: JsonObject = {},
): readonly { step: string; role: string | undefined }[] {
  const scope = scopeWith(orderApproval, data, steps);
  return orderApproval.steps.flatMap((step) => {
    if (step.type !== 'approval' || !holds(step.conditions, scope)) return [];
    if (step.autoApprove !== undefined && holds(step.autoApprove, scope)) return [{ step: step.id, role: 'nobody' }];
    const table = orderApproval.rules?.approver;
    return [{ step: step.id, role: isTable(table) ? evaluateTable(table, scope)?.replace('role:', '') : undefined }];
  });
}

const AMOUNTS = [1_000, 10_000, 50_000].flatMap((limit) => [limit - 0.01, limit, limit + 0.01]);
const GRID = [0.01, ...AMOUNTS, 1e12].flatMap((totalAmount) =>
  ['product', 'service', 'bulk', 'custom'].flatMap((orderType) =>
    [true, false].flatMap((qualified) =>
      ['Bags', 'MT'].map((uom) => ({
        totalAmount,
        orderType,
        uom,
        territory: 'north',
        customer: { name: 'Sample', qualified },
      })),
    ),
  ),
);

describe('the routing of orders', () => {
  it('asks exactly one step at every boundary, a cent below and a cent above, and the role the business names', () => {
    for (const data of GRID) {
      const runs = asTheTemplateSays(data);
      expect(runs.length, JSON.stringify(data)).toBe(1);
      expect(runs[0]?.role, JSON.stringify(data)).toBe(
        asTheBusinessSays(data.totalAmount, data.orderType, data.customer.qualified),
      );
    }
  });
  it('has exactly one matching row of the table for every order', () => {
    const table = orderApproval.rules?.approver;
    if (!isTable(table)) throw new Error('"approver" is no table');
    expect(table.hit).toBe('unique');
    for (const data of GRID)
      expect(table.rows.filter((row) => holds(row.when, scopeWith(orderApproval, data))).length).toBe(1);
  });
  it('sends small orders to the business unit that sells by their unit, and each step asks under its own condition', () => {
    const steps = new Map(orderApproval.steps.map((step) => [step.id, step]));
    for (const data of GRID) {
      const [run] = asTheTemplateSays(data);
      if (run?.role !== 'sr') continue;
      const step = steps.get(run.step);
      const unit = data.uom === 'Bags' ? 'ACL' : 'AIL';
      expect(step?.type === 'approval' ? step.where : undefined).toEqual({
        businessUnit: unit,
        territory: '$data.territory',
      });
    }
  });
  it('asks a person when a small order takes the customer over their credit limit', () => {
    const data = { totalAmount: 500, orderType: 'product', uom: 'Bags', customer: { qualified: true } };
    const checked = (withinLimit: boolean) =>
      asTheTemplateSays(data, { 'check-credit': { output: { withinLimit } } })[0]?.role;
    expect(checked(true)).toBe('nobody');
    expect(checked(false)).toBe('sr');
  });
  it('is walked on every route by the samples, whose people all exist', () => {
    const routes = new Set<string>();
    for (const data of samplesOf('orders')) {
      const [run] = asTheTemplateSays(data);
      const unit = data.uom === 'Bags' ? 'ACL' : 'AIL';
      routes.add(run?.role === 'sr' ? `sr ${unit} ${data.territory}` : `${run?.role}`);
      routes.add(`${data.orderType}`);
      if (run?.role !== 'sr') continue;
      const eligible = users.filter(
        (user) =>
          user.roles.includes('sr') && user.businessUnit === unit && user.territories.includes(String(data.territory)),
      );
      expect(eligible.length, String(data.orderId)).toBeGreaterThan(0);
    }
    for (const route of [
      'nobody',
      'cro',
      'bdo',
      'sr ACL north',
      'sr ACL south',
      'sr AIL north',
      'sr AIL south',
      'product',
      'service',
      'bulk',
      'custom',
    ])
      expect(routes).toContain(route);
    const amounts = samplesOf('orders').map(({ totalAmount }) => totalAmount);
    expect(amounts).toEqual(expect.arrayContaining([999.99, 1_000, 9_999.99, 10_000, 49_999.99, 50_000]));
  });
});

describe('the routing of the other processes', () => {
  it('gives every type of dispute one handler role, and the samples have every type', () => {
    const definition = templateOf('dispute-resolution');
    const table = definition.rules?.handler;
    const expected = { service: 'cro', quality: 'cro', delivery: 'cro', billing: 'cro', site: 'bdo', territory: 'bdo' };
    for (const [type, role] of Object.entries(expected))
      expect(isTable(table) ? evaluateTable(table, scopeWith(definition, { type })) : '').toBe(`load_balance:${role}`);
    expect(new Set(samplesOf('disputes').map(({ type }) => type))).toEqual(new Set(Object.keys(expected)));
  });
  it('lets cheap visits inside the territory through, and asks a second person from 20,000', () => {
    const definition = templateOf('site-visit-approval');
    const asked = (estimatedCost: number, insideTerritory: boolean): readonly string[] => {
      const scope = scopeWith(definition, { estimatedCost }, { validate: { output: { insideTerritory } } });
      return definition.steps.flatMap((step) =>
        step.type === 'approval' &&
        holds(step.conditions, scope) &&
        !(step.autoApprove !== undefined && holds(step.autoApprove, scope))
          ? listOf(step.assignedTo)
          : [],
      );
    };
    expect(asked(4_999.99, true)).toEqual([]);
    expect(asked(5_000, true)).toEqual(['role:asm']);
    expect(asked(4_999.99, false)).toEqual(['role:asm']);
    expect(asked(19_999.99, false)).toEqual(['role:asm']);
    expect(asked(20_000, true)).toEqual(['role:asm', 'role:bdo']);
  });
  it('asks the BD in-charge only about engineers whose certificate is not clear', () => {
    const definition = templateOf('engineer-registration');
    const exception = definition.steps.find(({ id }) => id === 'approve-exception');
    const runs = (output: JsonObject) =>
      holds(exception?.conditions, scopeWith(definition, {}, { 'background-check': { output } }));
    expect(runs({ clear: false })).toBe(true);
    expect(runs({ clear: true })).toBe(false);
  });
});
