// A refusal in the reader's language, with what to do next.
import type { ApiError } from '../api/error.ts';
import { shared } from './words.ts';

export function errorText({ reason, message, next }: ApiError): string {
  const { errors, reasons } = shared();
  if (reason === 'OFFLINE' || reason === 'TIMEOUT') return errors[reason];
  const said = (reasons as Readonly<Record<string, string>>)[reason];
  return said ?? (next === '' ? message : `${message} ${next}`);
}
