// Which events count as business, and which as bookkeeping of deliveries.
import { expect, it } from 'vitest';
import { type Event, raisesRevision } from './events.ts';

const of = (action: Event['action']): Event => ({ action }) as Event;

it.each([
  'messages_queued',
  'message_sent',
  'message_unconfirmed',
  'message_delivered',
  'message_read',
  'message_failed',
  'effect_retried',
] as const)('%s leaves the revision alone', (action) => expect(raisesRevision(of(action))).toBe(false));
it.each([
  'workflow_started',
  'step_assigned',
  'step_approved',
  'comment_added',
  'incident_opened',
  'action_completed',
] as const)('%s raises the revision', (action) => expect(raisesRevision(of(action))).toBe(true));
