// What an operation is: everything the API, the clients, the reference and the authorisation tests need to know of it.
import type { z } from 'zod';
import type { Permission } from '../core/access.ts';
import type { JsonObject } from '../core/json.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import type { Caller } from '../engine/parts.ts';

/** Who may call. The engine enforces it with the caller's roles of this moment; this says it for readers and tests. */
export type AccessRule =
  | { readonly kind: 'signed_in' }
  /** `or` names another permission that also suffices. */
  | { readonly kind: 'permission'; readonly permission: Permission; readonly or: Permission | null }
  /** A relation to the instance; `or` names the permission that also suffices. */
  | {
      readonly kind: 'relation';
      readonly relation: 'viewer' | 'assignee' | 'requester' | 'involved';
      readonly or: Permission | null;
    };

export interface Operation<I extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly access: AccessRule;
  readonly input: I;
  readonly output: z.ZodType;
  run(engine: WorkflowEngine, caller: Caller, input: z.infer<I>): Promise<JsonObject>;
}

/** Ties the input type of `run` to its schema, then forgets it, so that all operations fit one table. */
export const operation = <I extends z.ZodType>(definition: Operation<I>): Operation =>
  definition as unknown as Operation;

export const signedIn: AccessRule = { kind: 'signed_in' };
export const permitted = (permission: Permission, or: Permission | null = null): AccessRule => ({
  kind: 'permission',
  permission,
  or,
});
export const related = (
  relation: 'viewer' | 'assignee' | 'requester' | 'involved',
  or: Permission | null = null,
): AccessRule => ({
  kind: 'relation',
  relation,
  or,
});
