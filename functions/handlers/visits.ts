// Site visits: checking a request, putting the visit on the plan and taking it off again.
import { ownValue } from '../core/json.ts';
import { type Action, type Actions, isoTime, numberAt, recordIdAt, refused, textAt } from './action.ts';
import { mark, markStatus, missingId, type RecordKind, refuse, undoing, unmark, unmarkStatus } from './marks.ts';

const VISIT: RecordKind = {
  collection: 'visits',
  noun: 'visit',
  idField: 'visitId',
  statuses: ['submitted', 'validated', 'scheduled', 'rejected', 'cancelled'],
  fields: ['siteId', 'requestedBy', 'purpose', 'scheduledFor', 'location', 'estimatedCost', 'potentialVolume'],
};
const SITES = 'sites';
const HOUR_MS = 3_600_000;

/**
 * with {minimumNoticeHours, refusedStatus} → {insideTerritory, territory, noticeHours, status}. Inside the territory is
 * a site whose record lists the visitor among its representatives; a site nobody knows is not.
 */
const validate: Action = async (call, { records }) => {
  if (recordIdAt(call.data, VISIT.idField) === undefined) return refused(missingId(VISIT));
  const problems: string[] = [];
  const cost = numberAt(call.data, 'estimatedCost');
  if (cost === undefined || cost < 0) problems.push('"estimatedCost" has to be a number of 0 or more.');
  if (!isWithin(numberAt(call.data, 'location.lat'), 90) || !isWithin(numberAt(call.data, 'location.lng'), 180))
    problems.push('"location" has to have a latitude and a longitude in degrees.');
  const noticeHours = hoursUntil(textAt(call.data, 'scheduledFor'), call.now);
  const noticeMin = numberAt(call.with, 'minimumNoticeHours') ?? 0;
  if (noticeHours === null) problems.push('"scheduledFor" has to be a moment in time.');
  else if (noticeHours <= 0) problems.push('The visit lies in the past.');
  else if (noticeHours < noticeMin) problems.push(`A visit is asked for at least ${noticeMin} hours ahead.`);
  const siteId = recordIdAt(call.data, 'siteId');
  if (siteId === undefined) problems.push('The visit names no usable "siteId".');
  if (problems.length > 0 || siteId === undefined)
    return refuse(VISIT, call, records, problems.join(' '), { claim: true });
  const site = await records.get(SITES, siteId);
  const representatives = ownValue(site, 'representatives');
  const visitor = textAt(call.data, 'requestedBy') ?? call.startedBy;
  const insideTerritory = Array.isArray(representatives) && representatives.includes(visitor);
  const output = { insideTerritory, territory: textAt(site, 'territory') ?? null, noticeHours };
  return mark(VISIT, call, records, { status: 'validated', claim: true, output });
};

const isWithin = (degrees: number | undefined, limit: number): boolean =>
  degrees !== undefined && Math.abs(degrees) <= limit;

/** Hours, to two decimals; null where the text is no moment. */
function hoursUntil(moment: string | undefined, now: number): number | null {
  const at = Date.parse(moment ?? '');
  return Number.isNaN(at) ? null : Math.round(((at - now) / HOUR_MS) * 100) / 100;
}

/** with {refusedStatus} → {scheduledFor, status}. A visit that was not decided in time is not scheduled any more. */
const schedule: Action = async (call, { records }) => {
  const scheduledFor = textAt(call.data, 'scheduledFor');
  const at = Date.parse(scheduledFor ?? '');
  if (scheduledFor === undefined || Number.isNaN(at))
    return refuse(VISIT, call, records, '"scheduledFor" has to be a moment in time.');
  if (at <= call.now)
    return refuse(VISIT, call, records, `The visit was planned for ${scheduledFor} and was not decided before.`);
  const changes = { scheduledAt: isoTime(at) };
  return mark(VISIT, call, records, { status: 'scheduled', changes, output: { scheduledFor } });
};

/** Undoes `visits.schedule` of the same step attempt, or keeps it from happening; with {status, cases?}, else "cancelled". */
const unschedule: Action = async (call, { records }) =>
  unmark(VISIT, call, records, { ...undoing(call, 'cancelled'), changes: { scheduledAt: null } });

export const visits: Actions = {
  'visits.validate': validate,
  'visits.schedule': schedule,
  'visits.unschedule': unschedule,
  'visits.markStatus': markStatus(VISIT),
  'visits.unmarkStatus': unmarkStatus(VISIT),
};
