// What the log tells of commits and effects: enough to count them by workflow, kind and way.
import { expect, it } from 'vitest';
import type { Effect } from '../core/effects.ts';
import type { Event } from '../core/events.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import { tellCommit, tellEffect } from './telling.ts';

const instance = { id: 'i-1', definition: { id: 'purchase', version: '1.0.0' }, status: 'running' } as Instance;
const caller = { userId: 'u-1', channel: 'web', authentication: 'token' } as Parameters<typeof tellCommit>[3];

function told(
  tell: (log: Parameters<typeof tellCommit>[0]) => void,
): readonly (readonly [string, string, JsonObject])[] {
  const lines: (readonly [string, string, JsonObject])[] = [];
  tell({ write: (severity, event, fields) => void lines.push([severity, event, fields]) });
  return lines;
}

it('tells a commit with its actions, and each incident in a line of its own', () => {
  const incident = { kind: 'action_failed', message: 'a text with data', stepId: 'buy' } as const;
  const events: readonly Event[] = [
    { action: 'workflow_resumed', data: {} } as unknown as Event,
    { action: 'incident_opened', data: { incidentId: 'x', incident } },
  ];
  const about = { instanceId: 'i-1', workflowId: 'purchase' };
  expect(told((log) => tellCommit(log, instance, events, caller))).toEqual([
    [
      'info',
      'instance_changed',
      { ...about, status: 'running', channel: 'web', actions: 'workflow_resumed incident_opened' },
    ],
    ['error', 'incident_opened', { ...about, stepId: 'buy', incidentId: 'x', kind: 'action_failed' }],
  ]);
});

it('tells by which way an effect went, and why it was refused; a retry is told where it fails', () => {
  const message = { kind: 'message', id: 'm', channel: 'preferred' } as Effect;
  const action = { kind: 'action', id: 'a', use: 'orders.reserve' } as Effect;
  const lines = told((log) => {
    tellEffect(log, instance, message, {
      effectId: 'm',
      kind: 'sent',
      channel: 'email',
      state: 'sent',
      handle: null,
      isWatched: false,
    });
    tellEffect(log, instance, action, { effectId: 'a', kind: 'refused', error: 'sold out' });
    tellEffect(log, instance, action, { effectId: 'a', kind: 'retry', error: 'busy', delayMs: 1 });
  });
  const about = { instanceId: 'i-1', workflowId: 'purchase' };
  expect(lines).toEqual([
    ['info', 'effect_done', { ...about, effectId: 'm', kind: 'message', via: 'email' }],
    ['error', 'effect_refused', { ...about, effectId: 'a', kind: 'action', via: 'orders.reserve', error: 'sold out' }],
  ]);
});
