// The directory: who people are, and when they are away.
import { hasPermission } from '../core/access.ts';
import type { JsonObject } from '../core/json.ts';
import type { availabilityRequest, InputOf, listUsersRequest, upsertUserRequest } from '../core/requests.ts';
import type { User } from '../core/user.ts';
import { callerRecord } from './asking.ts';
import { refuse } from './failure.ts';
import type { Caller, Parts } from './parts.ts';

export async function listUsers(
  parts: Parts,
  caller: Caller,
  { role }: InputOf<typeof listUsersRequest>,
): Promise<JsonObject> {
  await callerRecord(parts, caller);
  const users =
    role === undefined ? await parts.platform.directory.all() : await parts.platform.directory.members(role);
  return { users: users as unknown as readonly JsonObject[] };
}

export async function upsertUser(
  parts: Parts,
  caller: Caller,
  { user }: InputOf<typeof upsertUserRequest>,
): Promise<JsonObject> {
  if (!(await managesUsers(parts, caller)))
    refuse('PERMISSION_DENIED', 'Your roles do not allow you to manage people.');
  return save(parts, user);
}

/** One's own absence; that of others for those who manage people. */
export async function setAvailability(
  parts: Parts,
  caller: Caller,
  input: InputOf<typeof availabilityRequest>,
): Promise<JsonObject> {
  const { userId = caller.userId, from, to, delegate } = input;
  if (userId !== caller.userId && !(await managesUsers(parts, caller)))
    refuse('PERMISSION_DENIED', 'Only an administrator sets the absence of others.');
  if (Date.parse(from) >= Date.parse(to))
    refuse('INVALID_DATA', 'The absence ends before it begins: "to" must be after "from".');
  const people = await parts.platform.directory.users(delegate === undefined ? [userId] : [userId, delegate]);
  const user = people.find(({ id }) => id === userId);
  if (user === undefined) return refuse('NOT_FOUND', `There is no user "${userId}".`);
  if (delegate === userId) refuse('INVALID_DATA', 'Nobody is their own delegate.');
  if (delegate !== undefined && !people.some(({ id }) => id === delegate))
    refuse('NOT_FOUND', `There is no user "${delegate}".`);
  return save(parts, { ...user, away: delegate === undefined ? { from, to } : { from, to, delegate } });
}

const managesUsers = async (parts: Parts, caller: Caller): Promise<boolean> =>
  hasPermission(parts.access, 'manage_users', await callerRecord(parts, caller));

async function save(parts: Parts, user: User): Promise<JsonObject> {
  await parts.platform.directory.upsert(user);
  parts.people.forget();
  return { user: user as unknown as JsonObject };
}
