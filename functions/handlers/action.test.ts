// What all actions share.
import { describe, expect, it } from 'vitest';
import { recordIdAt } from './action.ts';
import { actions } from './index.ts';

describe('the registry of actions', () => {
  it('holds every name once, under the collection it works on', () => {
    for (const [name, action] of Object.entries(actions)) {
      expect(name).toMatch(/^(orders|disputes|engineers|visits)\.[a-z][A-Za-z]+$/);
      expect(typeof action).toBe('function');
    }
    expect(Object.keys(actions)).toEqual(
      expect.arrayContaining([
        'orders.validate',
        'orders.releaseStock',
        'disputes.close',
        'engineers.deactivate',
        'visits.unschedule',
      ]),
    );
  });
});

describe('the id of a record', () => {
  it.each(['ORD-1', 'a', 'SITE 12 #3', 'x@example.com', 'A'.repeat(128)])('may be %s', (id) => {
    expect(recordIdAt({ id: ` ${id} ` }, 'id')).toBe(id);
  });
  it.each(['', ' ', '.', '..', '__proto__', 'a/b', 'a\nb', 'A'.repeat(129), 7, null, {}])('is not %j', (id) => {
    expect(recordIdAt({ id }, 'id')).toBeUndefined();
  });
});
