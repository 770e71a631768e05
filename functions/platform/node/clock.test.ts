// The machine's clock keeps the contract of every clock.
import { describeClock } from '../contract/clock.ts';
import { systemClock } from './clock.ts';

describeClock('of the machine', async () => ({ clock: systemClock(), close: async () => {} }));
