// What the company sets of messages reaches the engine, and what it sets wrongly is told before anything runs.
import { afterEach, expect, it } from 'vitest';
import { type Company, composeEngine, defaultCompany } from './compose.ts';
import { realClock } from './platform/embedded/clock.ts';
import { silentLog } from './platform/embedded/log.ts';
import { openEmbeddedPlatform } from './platform/embedded/platform.ts';

const platform = openEmbeddedPlatform({ file: ':memory:', clock: realClock(), log: silentLog() });
afterEach(() => platform.close());
const composeWith = (messages: Company['messages']) =>
  composeEngine(platform, { company: { ...defaultCompany, messages } });

it('a calendar for morning lists that nobody knows is refused, and those that there are are named', () => {
  const { calendar: _office, ...without } = defaultCompany.messages;
  expect(() => composeWith({ ...without, calendar: 'moon-base' })).toThrow('is "moon-base"; use one of dhaka-office');
  expect(() => composeWith({ ...without, calendar: 'constructor' })).toThrow('is "constructor"');
  expect(() => composeWith(without)).not.toThrow();
});
