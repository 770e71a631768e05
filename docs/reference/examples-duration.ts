// Examples of durations.
import type { Example } from './example.ts';

/** Started on a Monday at 10:00 in Dhaka, when a step with this timeout is due (UTC). */
const due = (timeout: number | string, moment: string, says: string): Example => ({
  field: 'step.timeout',
  topic: 'duration',
  scaffold: { calendar: 'dhaka-office' },
  json: { timeout },
  says,
  happens: [{ due: { approve: moment } }],
});

export const DURATION_EXAMPLES: readonly Example[] = [
  due(90, '2026-03-02T05:30:00.000Z', 'A number is minutes: due at 11:30.'),
  due('30 seconds', '2026-03-02T04:00:30.000Z', 'Due half a minute later.'),
  due('45 minutes', '2026-03-02T04:45:00.000Z', 'Due at 10:45.'),
  due('36 hours', '2026-03-03T16:00:00.000Z', 'Elapsed time also runs at night: due on Tuesday at 22:00.'),
  due('3 days', '2026-03-05T04:00:00.000Z', 'Due on Thursday at 10:00.'),
  due('2 weeks', '2026-03-16T04:00:00.000Z', 'Due on the Monday after next at 10:00.'),
  due('10 working hours', '2026-03-03T06:00:00.000Z', 'Seven hours are left on Monday, so due on Tuesday at 12:00.'),
  due(
    '1 working day',
    '2026-03-03T04:00:00.000Z',
    'A working day is a whole one, not 24 working hours: due on Tuesday at 10:00.',
  ),
  due(
    '4 working days',
    '2026-03-08T04:00:00.000Z',
    'Friday and Saturday are free in this calendar: due on Sunday at 10:00.',
  ),
];
