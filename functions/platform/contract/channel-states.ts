// The behaviour suite of ChannelStates. What one process has reported, it sees at once.
import { expect } from 'vitest';
import type { ChannelStates } from '../platform.ts';
import { SAMPLE_START } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface ChannelStatesSubject extends Closable {
  readonly states: ChannelStates;
  readonly reopen?: () => Promise<ChannelStates>;
}

const CASES: Cases<ChannelStatesSubject> = {
  'at first every channel works': async ({ states }) => {
    expect(await states.down()).toEqual({});
  },
  'a channel is down from the time that was reported until it works again': async ({ states }) => {
    expect(await states.down()).toEqual({});
    await states.report('whatsapp', SAMPLE_START);
    expect(await states.down()).toEqual({ whatsapp: SAMPLE_START });
    await states.report('whatsapp', null);
    expect(await states.down()).toEqual({});
    await states.report('whatsapp', SAMPLE_START + 60_000);
    expect(await states.down()).toEqual({ whatsapp: SAMPLE_START + 60_000 });
  },
  'a channel that is down keeps its time, whatever is reported after it': async ({ states }) => {
    await states.report('whatsapp', SAMPLE_START);
    await states.report('whatsapp', SAMPLE_START + 1);
    await states.report('whatsapp', SAMPLE_START - 1);
    expect(await states.down()).toEqual({ whatsapp: SAMPLE_START });
  },
  'the state of one channel says nothing of another': async ({ states }) => {
    await states.report('whatsapp', SAMPLE_START);
    await states.report('email', SAMPLE_START + 1);
    expect(await states.down()).toEqual({ whatsapp: SAMPLE_START, email: SAMPLE_START + 1 });
    await states.report('whatsapp', null);
    expect(await states.down()).toEqual({ email: SAMPLE_START + 1 });
  },
  'that what works still works changes nothing': async ({ states }) => {
    await states.report('in_app', null);
    expect(await states.down()).toEqual({});
    await states.report('email', SAMPLE_START);
    await states.report('in_app', null);
    expect(await states.down()).toEqual({ email: SAMPLE_START });
  },
  'of twenty reports at once one is the time, and those of other channels are not lost': async ({ states }) => {
    const times = Array.from({ length: 20 }, (_, i) => SAMPLE_START + i);
    await Promise.all([...times.map((at) => states.report('whatsapp', at)), states.report('email', SAMPLE_START)]);
    const down = await states.down();
    expect(times).toContain(down.whatsapp);
    expect(down.email).toBe(SAMPLE_START);
  },
  'states are there after the store is opened again': async ({ states, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    await states.report('whatsapp', SAMPLE_START);
    const again = await reopen();
    await again.report('whatsapp', SAMPLE_START + 1);
    expect(await again.down()).toEqual({ whatsapp: SAMPLE_START });
  },
};

export function describeChannelStates(
  name: string,
  make: () => Promise<ChannelStatesSubject>,
  options: SuiteOptions = {},
): void {
  describeCases(`ChannelStates: ${name}`, make, CASES, options);
}
