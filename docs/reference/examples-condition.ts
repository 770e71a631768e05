// Examples of conditions and comparisons.
import type { Example } from './example.ts';

const SKIPPED = { steps: { approve: 'skipped conditions_not_met' } } as const;
const ASKED = { open: { approve: ['dan'] } } as const;

/** Data for which the step runs, and data for which it is skipped. */
const decides = (
  field: string,
  conditions: Example['json'],
  says: string,
  { runs, skips }: { readonly runs: Example['json']; readonly skips: Example['json'] },
): Example => ({
  field,
  json: { conditions },
  says,
  data: runs,
  happens: [ASKED, `rita starts ${JSON.stringify(skips)}`, SKIPPED],
});

export const CONDITION_EXAMPLES: readonly Example[] = [
  decides(
    'condition.$and',
    { $and: [{ total: { $gte: 100 } }, { kind: 'travel' }] },
    'The step runs for a journey of 100 or more; both parts have to hold.',
    { runs: { total: 100, kind: 'travel' }, skips: { total: 100, kind: 'book' } },
  ),
  decides(
    'condition.$or',
    { $or: [{ total: { $gte: 1000 } }, { kind: 'travel' }] },
    'The step runs for every journey and for everything from 1000 on.',
    { runs: { total: 5, kind: 'travel' }, skips: { total: 5, kind: 'book' } },
  ),
  decides('condition.$not', { $not: { kind: 'travel' } }, 'The step runs for everything but journeys.', {
    runs: { kind: 'book' },
    skips: { kind: 'travel' },
  }),
  {
    ...decides(
      'condition.$rule',
      { $rule: 'large' },
      'The step runs when the condition “large” of the definition’s "rules" holds.',
      { runs: { total: 1000 }, skips: { total: 999 } },
    ),
    scaffold: { rules: { large: { total: { $gte: 1000 } } } },
  },
  decides(
    'condition.$expr',
    { $expr: 'data.price * data.count > 500' },
    'The expression (in CEL) computes: three desks at 200 are more than 500.',
    { runs: { price: 200, count: 3 }, skips: { price: 200, count: 2 } },
  ),
  decides('comparison.$eq', { 'customer.tier': { $eq: 'gold' } }, 'Equal; {"customer.tier": "gold"} says the same.', {
    runs: { customer: { tier: 'gold' } },
    skips: { customer: { tier: 'silver' } },
  }),
  decides('comparison.$ne', { tier: { $ne: 'gold' } }, 'Not equal; it holds as well where there is no tier.', {
    runs: {},
    skips: { tier: 'gold' },
  }),
  decides('comparison.$gt', { total: { $gt: 100 } }, 'More than 100; 100 itself does not count.', {
    runs: { total: 100.5 },
    skips: { total: 100 },
  }),
  decides('comparison.$gte', { total: { $gte: 100 } }, '100 or more; a total that is text, such as "500", never is.', {
    runs: { total: 100 },
    skips: { total: '500' },
  }),
  decides('comparison.$lt', { date: { $lt: '2026-07-01' } }, 'Before July: dates written this way compare as text.', {
    runs: { date: '2026-06-30' },
    skips: { date: '2026-07-01' },
  }),
  decides('comparison.$lte', { total: { $lte: 100 } }, '100 or less; without a total it does not hold.', {
    runs: { total: 100 },
    skips: {},
  }),
  decides('comparison.$in', { kind: { $in: ['travel', 'hotel'] } }, 'One of the list.', {
    runs: { kind: 'hotel' },
    skips: { kind: 'book' },
  }),
  decides(
    'comparison.$nin',
    { kind: { $nin: ['travel', 'hotel'] } },
    'None of the list; it holds as well where there is no kind.',
    {
      runs: {},
      skips: { kind: 'hotel' },
    },
  ),
  decides(
    'comparison.$exists',
    { invoice: { $exists: true } },
    'The step runs when there is an invoice, whatever it is.',
    {
      runs: { invoice: 'INV-1' },
      skips: {},
    },
  ),
  decides('comparison.$size', { items: { $size: 2 } }, 'A list of exactly two.', {
    runs: { items: ['desk', 'chair'] },
    skips: { items: ['desk'] },
  }),
];
