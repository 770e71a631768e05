// The rules of Firestore name the roles of the company's access table, and no others.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import company from '../../definitions/company.json' with { type: 'json' };
import { accessPolicySchema } from '../../functions/core/access.ts';
import { rulesAgainst, summaryOf } from './rules.ts';

const rules = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');
const access = accessPolicySchema.parse(company.access);

describe('firestore.rules', () => {
  it('follow the access table of definitions/company.json', () => expect(rulesAgainst(rules, access)).toEqual([]));

  it.each(['view_instance', 'modify_instance', 'view_analytics', 'manage_users'] as const)(
    'do not follow a table with one more role for %s',
    (permission) => {
      const problems = rulesAgainst(rules, { ...access, [permission]: [...access[permission], 'auditor'] });
      expect(problems).toEqual([expect.stringMatching(/^firestore\.rules differs .* Write: function .*'auditor'/)]);
    },
  );

  it('do not follow a table with one role less', () => {
    const problems = rulesAgainst(rules, { ...access, view_analytics: ['admin'] });
    expect(problems).toEqual([expect.stringContaining("function seesAnalytics() { return hasRole(['admin']); }")]);
  });

  it('say of no permission that it allows to write', () => {
    const allowed = [...rules.matchAll(/\ballow ([a-z, ]+)/g)].flatMap(([, what = '']) => what.split(/[, ]+/));
    expect(new Set(allowed)).toEqual(new Set(['read', 'get']));
  });

  it('are counted without their comments', () => {
    const text =
      '// match /a/{b} { allow read; }\nmatch /databases/{d}/documents { match /x/{y} { allow get: if true; } }';
    expect(summaryOf(text)).toEqual({ places: 1, allows: 1 });
    expect(summaryOf(rules).places).toBe(6);
  });
});
