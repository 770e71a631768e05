// Signing in without a password, where nothing real can be harmed: on this machine, and on emulators.
import { z } from 'zod';
import type { JsonObject } from '../core/json.ts';
import { type User, userId } from '../core/user.ts';
import { refuse } from '../engine/failure.ts';
import { parse } from './callable.ts';

const request = z.strictObject({ userId });

export interface SignInParts {
  users(ids: readonly string[]): Promise<readonly User[]>;
  /** A token of this person. */
  issue(userId: string): Promise<string>;
}

export const signIn =
  ({ users, issue }: SignInParts) =>
  async (data: unknown): Promise<JsonObject> => {
    const { userId: id } = parse(request, data);
    const [user] = await users([id]);
    if (user === undefined) return refuse('NOT_FOUND', `There is no user "${id}".`);
    return { token: await issue(id), user: user as unknown as JsonObject };
  };
