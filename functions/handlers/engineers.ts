// Engineers: checking a registration, looking the certificate up, taking the engineer in and out.
import type { ActionCall } from '../core/commands.ts';
import { isObject, type Json, type JsonObject, ownValue } from '../core/json.ts';
import type { Records } from '../platform/platform.ts';
import { type Action, type Actions, done, isoTime, numberAt, recordIdAt, refused, setting, textAt } from './action.ts';
import { mark, markStatus, missingId, type RecordKind, refuse, undoing, unmark, unmarkStatus } from './marks.ts';

/** Without `nid`: the identity number stays with the request that needs it. */
const ENGINEER: RecordKind = {
  collection: 'engineers',
  noun: 'engineer',
  idField: 'engineerId',
  statuses: ['submitted', 'validated', 'active', 'inactive', 'rejected'],
  fields: ['name', 'phone', 'certification', 'company', 'experienceYears', 'territory', 'documents'],
};
const CERTIFICATES = 'certificates';
const DAY_MS = 86_400_000;

/** The certificate that the definition hands over as `certification`, such as a renewed one, else the request's own. */
const certificationOf = (call: ActionCall): Json | undefined =>
  setting(call, 'certification') ?? ownValue(call.data, 'certification');

/** with {certification?, minimumExperienceYears, minimumValidDays, refusedStatus} → {validDays, status}. */
const validate: Action = async (call, { records }) => {
  if (recordIdAt(call.data, ENGINEER.idField) === undefined) return refused(missingId(ENGINEER));
  const problems: string[] = [];
  if (textAt(call.data, 'name') === undefined) problems.push('The engineer has no name.');
  const years = numberAt(call.data, 'experienceYears');
  const yearsMin = numberAt(call.with, 'minimumExperienceYears') ?? 0;
  if (years === undefined || years < 0) problems.push('"experienceYears" has to be a number of 0 or more.');
  else if (years < yearsMin) problems.push(`${yearsMin} years of experience are needed; ${years} are stated.`);
  const validDays = daysLeft(textAt(certificationOf(call), 'expiresOn'), call.now);
  const daysMin = numberAt(call.with, 'minimumValidDays') ?? 1;
  if (validDays === null) problems.push('The certificate states no day on which it expires.');
  else if (validDays < daysMin)
    problems.push(`The certificate has to be valid for ${daysMin} more days; ${Math.max(0, validDays)} are left.`);
  if (problems.length > 0) return refuse(ENGINEER, call, records, problems.join(' '), { claim: true });
  return mark(ENGINEER, call, records, { status: 'validated', claim: true, output: { validDays } });
};

/** Whole days until the day ends; null where it is no date. */
function daysLeft(day: string | undefined, now: number): number | null {
  const expiresAt = Date.parse(day ?? '');
  return Number.isNaN(expiresAt) ? null : Math.floor((expiresAt + DAY_MS - now) / DAY_MS);
}

/**
 * with {certification?, refusedStatus}: looks the certificate up in the register of known ones → {clear, reason}. It is not clear when it was withdrawn or
 * belongs to somebody else; one that nobody has noted anything about is. Changes nothing.
 */
const backgroundCheck: Action = async (call, { records }) => {
  const number = recordIdAt(certificationOf(call), 'number');
  if (number === undefined) return refuse(ENGINEER, call, records, 'The certificate has no usable number to look up.');
  const known = await records.get(CERTIFICATES, number);
  const withdrawn = textAt(known, 'withdrawn');
  if (withdrawn !== undefined)
    return done({ clear: false, reason: `Certificate ${number} was withdrawn: ${withdrawn}` });
  const holder = textAt(known, 'engineerId');
  if (holder !== undefined && holder !== ownValue(call.data, ENGINEER.idField))
    return done({ clear: false, reason: `Certificate ${number} belongs to another engineer.` });
  return done({ clear: true, reason: null });
};

/**
 * with {certification?, refusedStatus} → {activeUntil, status}: the day on which the certificate expires, when the
 * engineer has to renew.
 */
const activate: Action = async (call, { records }) => {
  const expiresOn = textAt(certificationOf(call), 'expiresOn');
  const left = daysLeft(expiresOn, call.now);
  if (expiresOn === undefined || left === null || left < 0)
    return refuse(ENGINEER, call, records, 'The certificate has expired; the engineer cannot be activated.');
  const renewed = setting(call, 'certification');
  const changes = {
    ...(isObject(renewed) ? { certification: renewed } : {}),
    activeUntil: expiresOn,
    activatedAt: isoTime(call.now),
    statusReason: null,
  };
  return mark(ENGINEER, call, records, { status: 'active', changes, output: { activeUntil: expiresOn } });
};

/** Undoes `engineers.activate` of the same step attempt, or keeps it from happening; with {status, cases?}, else "inactive". */
const deactivate: Action = async (call, { records }) =>
  unmark(ENGINEER, call, records, {
    ...undoing(call, 'inactive'),
    changes: { activeUntil: null, activatedAt: null },
  });

/** Whether the engineer is active by the very certificate of the request: not renewed, registered anew or taken out since. */
async function isActiveBy(call: ActionCall, records: Records): Promise<boolean> {
  const id = recordIdAt(call.data, ENGINEER.idField);
  const record: JsonObject | null = id === undefined ? null : await records.get(ENGINEER.collection, id);
  const activeUntil = textAt(record, 'activeUntil');
  return (
    textAt(record, 'status') === 'active' &&
    activeUntil !== undefined &&
    activeUntil === textAt(call.data, 'certification.expiresOn')
  );
}

/** → {due}: whether this certificate still has to be renewed. Changes nothing. */
const renewalDue: Action = async (call, { records }) => done({ due: await isActiveBy(call, records) });

/** The certificate has expired: an engineer who is active by it is not any more → {status}. */
const expire: Action = async (call, { records }) => {
  if (!(await isActiveBy(call, records))) return done({ superseded: true });
  const expiresOn = textAt(call.data, 'certification.expiresOn') ?? '';
  const changes = { statusReason: `The certificate expired on ${expiresOn} and has to be renewed.` };
  return mark(ENGINEER, call, records, { status: 'inactive', claim: true, changes });
};

export const engineers: Actions = {
  'engineers.validate': validate,
  'engineers.backgroundCheck': backgroundCheck,
  'engineers.activate': activate,
  'engineers.deactivate': deactivate,
  'engineers.renewalDue': renewalDue,
  'engineers.expire': expire,
  'engineers.markStatus': markStatus(ENGINEER),
  'engineers.unmarkStatus': unmarkStatus(ENGINEER),
};
