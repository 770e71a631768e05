// How the functions of a plan are told.
import { describe, expect, it } from 'vitest';
import { type Endpoint, functionPlan, triggerOf } from './functions.ts';

const base = { id: 'f', region: 'asia-south1', runtime: 'nodejs24' };

const TRIGGERS: readonly (readonly [Partial<Endpoint>, string])[] = [
  [{ callableTrigger: {} }, 'callable'],
  [{ httpsTrigger: {} }, 'https (public)'],
  [{ httpsTrigger: { invoker: ['private'] } }, 'https (private)'],
  [{ scheduleTrigger: { schedule: 'every 1 minutes' } }, 'schedule every 1 minutes'],
  [{ scheduleTrigger: { schedule: '5 0 * * *', timeZone: 'Asia/Dhaka' } }, 'schedule 5 0 * * * (Asia/Dhaka)'],
  [{ taskQueueTrigger: {} }, 'tasks'],
  [{ taskQueueTrigger: { rateLimits: { maxDispatchesPerSecond: null }, retryConfig: { maxAttempts: null } } }, 'tasks'],
  [
    { eventTrigger: { eventType: 'published', eventFilters: { topic: 'projects/acme/topics/effects' } } },
    'published effects',
  ],
  [
    {
      taskQueueTrigger: {
        rateLimits: { maxDispatchesPerSecond: 500, maxConcurrentDispatches: 100 },
        retryConfig: { maxAttempts: 8 },
      },
    },
    'tasks (500/s, 100 at once, 8 tries)',
  ],
  [
    {
      eventTrigger: {
        eventType: 'google.cloud.firestore.document.v1.written',
        retry: true,
        eventFilters: { database: '(default)' },
        eventFilterPathPatterns: { document: 'orders/{id}' },
      },
    },
    'google.cloud.firestore.document.v1.written orders/{id}, retried',
  ],
  [{ blockingTrigger: { eventType: 'beforeSignIn' } }, 'before beforeSignIn'],
];

describe('a trigger', () => {
  it.each(TRIGGERS)('%j is told as "%s"', (trigger, words) => expect(triggerOf({ ...base, ...trigger })).toBe(words));
});

describe('a function', () => {
  it('has the figures of the platform where it says nothing', () =>
    expect(functionPlan({ ...base, callableTrigger: {}, concurrency: 80 })).toEqual({
      name: 'f',
      trigger: 'callable',
      region: 'asia-south1',
      runtime: 'nodejs24',
      memoryMb: 256,
      timeoutSeconds: 60,
      concurrency: 80,
      minInstances: 0,
      maxInstances: null,
      secrets: [],
    }));

  it('names its secrets', () =>
    expect(functionPlan({ ...base, secretEnvironmentVariables: [{ key: 'MASTER_KEYS' }] }).secrets).toEqual([
      'MASTER_KEYS',
    ]));
});
