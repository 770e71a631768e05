// What Firestore's refusals mean to a caller: a conflict, a call to repeat, or a defect.
import { type ServiceError, status } from '@grpc/grpc-js';
import { Transient } from '../platform.ts';
import type { Write } from './firestore.ts';

/** Nobody knows whether these were done; a token that could not be had is another one at the next try. */
const TRANSIENT: ReadonlySet<status> = new Set([
  status.CANCELLED,
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.ABORTED,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.UNAUTHENTICATED,
]);

const NEXT: { readonly [code: number]: string } = {
  [status.FAILED_PRECONDITION]:
    'deploy the indexes of firestore.indexes.json, and see that the database is in native mode',
  [status.NOT_FOUND]: 'create the database, or correct its name',
  [status.PERMISSION_DENIED]: 'give the service account the role roles/datastore.user',
};

/** The error to throw for a failed call. */
export function failureOf(call: string, error: ServiceError): Error {
  const said = `Firestore ${call}: ${status[error.code] ?? error.code} ${error.details ?? error.message}`;
  if (TRANSIENT.has(error.code)) return new Transient(said, { cause: error });
  const next = NEXT[error.code];
  return new Error(next === undefined ? said : `${said} (${next})`, { cause: error });
}

/**
 * Whether a commit failed because of what is stored, so that nothing was written. ABORTED is contention: another commit
 * held one of the documents. The other codes have further meanings, and are a conflict only where a precondition can be.
 */
export function isConflict(error: ServiceError, writes: readonly Write[]): boolean {
  const demands = (kind: 'exists' | 'updateTime'): boolean =>
    writes.some(({ precondition }) => precondition !== undefined && kind in precondition);
  switch (error.code) {
    case status.ABORTED:
      return true;
    case status.ALREADY_EXISTS:
      return demands('exists');
    case status.NOT_FOUND:
      return demands('updateTime');
    case status.FAILED_PRECONDITION:
      return demands('updateTime') || demands('exists');
    default:
      return false;
  }
}
