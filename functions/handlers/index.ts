// The registry of named system actions: what a system step may name in `actions` and `compensate`.
import type { Action } from './action.ts';
import { disputes } from './disputes.ts';
import { engineers } from './engineers.ts';
import { orders } from './orders.ts';
import { visits } from './visits.ts';

export type { Action, ActionPorts } from './action.ts';

export const actions: Readonly<Record<string, Action>> = { ...orders, ...disputes, ...engineers, ...visits };
