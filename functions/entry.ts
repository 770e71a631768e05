// Where a deployed process begins. It serves one function; one that answers people loads nothing but what answers them:
// the SDK by which functions are described to a deploy takes longer to load than a status query may take.
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { cloud } from './cloud.ts';
import type * as Functions from './index.ts';
import { apiHandler } from './triggers/api.ts';
import { webhooksHandler } from './triggers/webhooks.ts';

const answering = { api: apiHandler(cloud), webhooks: webhooksHandler(cloud) };
const served = process.env.FUNCTION_TARGET ?? '';
const isAnswering = Object.hasOwn(answering, served);
// The first request should not wait for what can be loaded before it; a failure is told by whoever asks next.
if (served !== '') cloud().catch(() => {});

/** At once, since the emulator cannot wait for a module. `.ts` here, `.js` where it was compiled. */
const load = createRequire(import.meta.url);
const functions = (isAnswering ? answering : load(`./index${extname(import.meta.filename)}`)) as typeof Functions;

export const { api, webhooks, performeffects, checkdeadlines, sweep, snapshotrouting, rollupmetrics } = functions;
export const { senddigests, publishdefinitions, records } = functions;
