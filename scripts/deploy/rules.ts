// firestore.rules and the company's access table: the roles that the rules name must be those of the table.
import type { AccessPolicy, Permission } from '../../functions/core/access.ts';

/** A function of the rules, and the permissions whose roles it must name, by the comment above it. */
const FUNCTIONS: Readonly<Record<string, readonly Permission[]>> = {
  seesAllInstances: ['view_instance', 'modify_instance'],
  seesAnalytics: ['view_analytics'],
  managesUsers: ['manage_users'],
};

/** What the rules say otherwise than the table, each with the line to write. */
export function rulesAgainst(rules: string, access: AccessPolicy): readonly string[] {
  return Object.entries(FUNCTIONS).flatMap(([name, permissions]) => {
    const roles = [...new Set(permissions.flatMap((permission) => access[permission]))].sort();
    const wanted = `function ${name}() { return hasRole([${roles.map((role) => `'${role}'`).join(', ')}]); }`;
    if (rules.includes(wanted)) return [];
    return [`firestore.rules differs from definitions/company.json (${permissions.join(', ')}). Write: ${wanted}`];
  });
}

export interface RulesSummary {
  /** Places that somebody may read. */
  readonly places: number;
  readonly allows: number;
}

export function summaryOf(rules: string): RulesSummary {
  const code = rules.replace(/\/\/.*$/gm, '');
  return {
    places: [...code.matchAll(/\bmatch\s+\/(?!databases\/)/g)].length,
    allows: [...code.matchAll(/\ballow\b/g)].length,
  };
}
