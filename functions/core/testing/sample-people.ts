// Invented people, and contexts and scopes made of them, for the tests of the core.
import type { AccessPolicy } from '../access.ts';
import type { Scope } from '../conditions/scope.ts';
import type { Context } from '../context.ts';
import type { User } from '../user.ts';

/** 2 March 2026, 09:00 UTC. */
export const MORNING = Date.UTC(2026, 2, 2, 9);
export const HOUR_MS = 3_600_000;

export const person = (id: string, fields: Partial<User> = {}): User => ({
  id,
  name: `Person ${id}`,
  email: `${id}@example.com`,
  roles: ['sr'],
  territories: [],
  skills: [],
  language: 'en',
  channel: 'email',
  ...fields,
});

/** Out of office for an hour before and after the morning, with or without somebody who stands in. */
export const awayUntilNoon = (delegate?: string): Pick<User, 'away'> => ({
  away: {
    from: new Date(MORNING - HOUR_MS).toISOString(),
    to: new Date(MORNING + HOUR_MS).toISOString(),
    ...(delegate === undefined ? {} : { delegate }),
  },
});

export const access: AccessPolicy = {
  create_definition: ['admin', 'workflow_designer'],
  view_instance: ['admin', 'cro'],
  modify_instance: ['admin', 'workflow_admin'],
  view_analytics: ['admin', 'cro', 'bdo'],
  manage_users: ['admin'],
};

export const contextWith = (people: readonly User[], openCounts: Readonly<Record<string, number>> = {}): Context => ({
  now: MORNING,
  directory: { users: Object.fromEntries(people.map((user) => [user.id, user])), openCounts },
  access,
  calendars: {},
  messaging: { failOverAfterMs: 10 * 60_000 },
});

export const scopeWith = (parts: Partial<Scope> = {}): Scope => ({
  data: {},
  steps: {},
  context: { startedBy: 'requester-1', startedAt: new Date(MORNING).toISOString(), priority: 'medium', tags: [] },
  rules: {},
  ...parts,
});
