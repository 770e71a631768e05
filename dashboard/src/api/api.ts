// The one client of this page, and short names for what it answers.
import { tokenOf } from '../session/session.ts';
import { type Answer, createClient } from './client.ts';

export const { call, send } = createClient({
  fetch: (...args) => fetch(...args),
  token: tokenOf,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  newId: () => crypto.randomUUID(),
});

export type Task = Answer<'listMyTasks'>['tasks'][number];
export type TaskField = Task['fields'][number];
export type InstanceRow = Answer<'listWorkflowInstances'>['instances'][number];
export type InstanceView = Answer<'getWorkflowInstance'>;
export type StepView = InstanceView['steps'][string];
export type User = Answer<'listUsers'>['users'][number];
