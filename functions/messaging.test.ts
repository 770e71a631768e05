// Channels by their providers: what is not set up is kept, and what is set up wrongly says so to whoever sends.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMessaging } from './messaging.ts';
import { sampleMessage } from './platform/contract/sample.ts';
import { realClock } from './platform/embedded/clock.ts';
import { silentLog } from './platform/embedded/log.ts';
import { type EmbeddedPlatform, openEmbeddedPlatform } from './platform/embedded/platform.ts';

let platform: EmbeddedPlatform;
beforeEach(() => {
  platform = openEmbeddedPlatform({ file: ':memory:', clock: realClock(), log: silentLog() });
});
afterEach(() => platform.close());

it('a channel without a provider is kept, and its keys are known again', async () => {
  const { platform: reached } = openMessaging(platform, { maytapi: null, smtp: null });
  expect(reached.channels.traits('email').honoursKeys).toBe(true);
  await reached.channels.send(sampleMessage({ channel: 'email' }));
  expect(await platform.outbox.all(1)).toHaveLength(1);
});

it('a mail server that is named wrongly is said by every mail, and leaves nothing to close', async () => {
  const smtp = { url: 'nowhere', from: 'Approvals <approvals@example.com>' };
  const { platform: reached, close } = openMessaging(platform, { maytapi: null, smtp });
  for (let tries = 0; tries < 2; tries += 1)
    await expect(reached.channels.send(sampleMessage({ channel: 'email' }))).rejects.toThrow(/URL/i);
  expect(await platform.outbox.all(1)).toEqual([]);
  // A rejection that nobody hears would end the process, and fails this run.
  close();
  await new Promise((resolve) => setImmediate(resolve));
});
