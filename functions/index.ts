// Every deployed function, one line each: when it runs, with what, and which entry point it hands on to.
import { onDocumentWritten } from 'firebase-functions/firestore';
import { onRequest } from 'firebase-functions/https';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { cloud } from './cloud.ts';
import * as deployment from './deployment.ts';
import { apiHandler } from './triggers/api.ts';
import { checkDeadlines } from './triggers/deadlines.ts';
import { recordWritten } from './triggers/records.ts';
import { publishDefinitions } from './triggers/release.ts';
import { performEffects } from './triggers/steps.ts';
import * as sweeps from './triggers/sweeps.ts';
import { webhooksHandler } from './triggers/webhooks.ts';

deployment.declare();

export const api = onRequest(deployment.API, apiHandler(cloud));
export const webhooks = onRequest(deployment.WEBHOOKS, webhooksHandler(cloud));
export const performeffects = onMessagePublished(deployment.EFFECTS, performEffects(cloud));
export const checkdeadlines = onTaskDispatched(deployment.DEADLINES, checkDeadlines(cloud));
export const sweep = onSchedule(deployment.EACH_MINUTE, sweeps.sweep(cloud));
export const snapshotrouting = onSchedule(deployment.EACH_MINUTE, sweeps.snapshotRouting(cloud));
export const senddigests = onSchedule(deployment.EACH_QUARTER, sweeps.sendDigests(cloud));
export const rollupmetrics = onSchedule(deployment.EACH_HOUR, sweeps.rollUpMetrics(cloud));
export const publishdefinitions = onTaskDispatched(deployment.RELEASE, publishDefinitions(cloud));
export const records = Object.fromEntries(
  deployment.recordCollections.map((collection) => [
    collection,
    onDocumentWritten(
      { ...deployment.RECORDS, document: `${collection}/{recordId}` },
      recordWritten(cloud, collection),
    ),
  ]),
);
