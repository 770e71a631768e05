// How often and how far apart a system step has its actions tried.
import { describe, expect, it } from 'vitest';
import { DAY, define, HOUR, MINUTE, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (retry?: NonNullable<Parameters<typeof system>[1]>['retry']): Story =>
  new Story(define([system('pay', retry === undefined ? {} : { retry })]));
const notBefore = (there: Story): number | undefined => there.instance.effects['pay:1:do:0']?.notBefore;

describe('retry', () => {
  it('tries so often, then the step fails, and nobody knows whether it took effect', () => {
    const there = story({ attempts: 3 }).retry('pay').retry('pay');
    expect(there.state('pay')).toBe('in_progress');
    there.retry('pay', 1_000, 'no connection');
    expect(there.ended('pay')).toMatchObject({ error: 'no connection (after 3 tries)', isUncertain: true });
  });
  it('with one attempt never tries again', () =>
    expect(story({ attempts: 1 }).retry('pay').state('pay')).toBe('failed'));
  it('without a backoff leaves the pause to the shell', () => {
    const there = story({ attempts: 3 }).retry('pay', 7_000);
    expect(notBefore(there)).toBe(there.now + 7_000);
  });
  it('doubles its backoff from try to try, up to a day', () => {
    const there = story({ attempts: 8, backoff: '5 minutes' });
    for (const minutes of [5, 10, 20]) {
      there.retry('pay');
      expect(notBefore(there)).toBe(there.now + minutes * MINUTE);
    }
    const long = story({ attempts: 8, backoff: '20 hours' }).retry('pay');
    expect(notBefore(long)).toBe(long.now + 20 * HOUR);
    expect(notBefore(long.retry('pay'))).toBe(long.now + DAY);
  });
  it('a clear no is not tried again', () => expect(story({ attempts: 8 }).refused('pay').state('pay')).toBe('failed'));
  it('is the usual number where the step says nothing', () => {
    const there = story();
    for (let i = 0; i < 7; i++) there.retry('pay');
    expect(there.state('pay')).toBe('in_progress');
    expect(there.retry('pay').state('pay')).toBe('failed');
  });
});
