// Quiet hours with the real engine: a message waits for the morning and comes once, whatever says "now" at night.
import { afterEach, expect, it } from 'vitest';
import type { Priority } from '../core/instance.ts';
import { calendarSchema } from '../core/time/calendar.ts';
import { HOUR_MS, MINUTE_MS } from '../core/time/zone.ts';
import type { Platform } from '../platform/platform.ts';
import { as, createHarness, type Harness, PEOPLE, person, START } from './testing/harness.ts';

const OFFICE = [{ from: '09:00', to: '17:00' }];
const WEEK = { sun: OFFICE, mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: [], sat: [] };
const QUIET = { from: '21:00', to: '07:00' };
const office = calendarSchema.parse({ id: 'office', timeZone: 'Asia/Dhaka', week: WEEK, quiet: QUIET });
/** In Dhaka it is ten in the morning when the clock starts. */
const TEN_AT_NIGHT = START + 12 * HOUR_MS;
const SEVEN = START + 21 * HOUR_MS;

let harness: Harness;
afterEach(() => harness.close());

async function startAtNight(priority: Priority, wrap = (platform: Platform): Platform => platform): Promise<string> {
  harness = await createHarness({
    wrap,
    calendars: { office },
    people: [
      ...PEOPLE.filter(({ id }) => id !== 'lea'),
      person('lea', ['lead'], { channel: 'whatsapp', phone: '+8801700000001', calendar: 'office' }),
    ],
  });
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea' }] });
  await harness.advance(TEN_AT_NIGHT - START);
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), {
    workflowId: 'test-flow',
    data: {},
    priority,
  });
  await harness.platform.idle();
  return String(instanceId);
}
const arrived = async (): Promise<readonly number[]> =>
  (await harness.platform.outbox.messagesFor('lea')).map(({ at }) => at);

it('at night a telephone is left alone, and rings once in the morning', async () => {
  await startAtNight('medium');
  expect(await arrived()).toEqual([]);
  await harness.advance(SEVEN - TEN_AT_NIGHT - 1);
  expect(await arrived()).toEqual([]);
  await harness.advance(1);
  expect(await arrived()).toEqual([SEVEN]);
  await harness.engine.sweep();
  await harness.advance(24 * HOUR_MS);
  expect(await arrived()).toEqual([SEVEN]);
});

it('neither a hint, nor a sweep, nor a restart brings it before', async () => {
  const instanceId = await startAtNight('high');
  const { stored } = await harness.platform.instances.read(instanceId);
  const effectIds = Object.keys(stored?.document.instance.effects ?? {});
  expect(effectIds).toHaveLength(1);
  await harness.advance(HOUR_MS);
  await harness.engine.performEffects({ instanceId, effectIds });
  await harness.engine.rearm(instanceId);
  await harness.engine.sweep();
  await harness.platform.idle();
  expect(await arrived()).toEqual([]);
  await harness.advance(SEVEN - TEN_AT_NIGHT - HOUR_MS);
  expect(await arrived()).toEqual([SEVEN]);
});

it('what is urgent rings at night', async () => {
  await startAtNight('urgent');
  expect(await arrived()).toEqual([TEN_AT_NIGHT]);
});

it('with its timer lost, the sweep brings it', async () => {
  await startAtNight('low', (platform) => ({ ...platform, timers: { schedule: async () => {} } }));
  await harness.advance(SEVEN - TEN_AT_NIGHT);
  expect(await arrived()).toEqual([]);
  await harness.advance(MINUTE_MS);
  await harness.engine.sweep();
  await harness.platform.idle();
  expect(await arrived()).toEqual([SEVEN + MINUTE_MS]);
});
