// A decision that was refused, in words: above all that somebody else was faster.
import type { ApiError } from '../api/error.ts';
import { errorText } from '../words/error-text.ts';
import { list } from '../words/format.ts';
import { decidingWords } from './words.ts';

export function refusalText(error: ApiError, nameOf: (id: string) => string): string {
  const words = decidingWords();
  if (error.reason === 'STALE_REVISION' || error.reason === 'STALE_ATTEMPT') return words.changedSince;
  if (error.reason !== 'ALREADY_DECIDED') return errorText(error);
  if (error.details.outcome === 'workflow_ended') return words.ended;
  const by = Array.isArray(error.details.decidedBy) ? error.details.decidedBy.map(String) : [];
  return by.length === 0 ? words.already : words.alreadyBy(list(by.map(nameOf)));
}
