// Words of the definitions in the reader's language, and refusals about definitions.
import type { ApiError } from '../../api/error.ts';
import { errorText } from '../../words/error-text.ts';
import { defineWords } from '../../words/words.ts';
import { definitionsBn } from './words-bn.ts';
import { definitionsEn } from './words-en.ts';

export const definitionWords = defineWords(definitionsEn, definitionsBn);

/** What to do about a finding; "" where nothing is known of its code. */
export const adviceFor = (code: string): string =>
  (definitionWords().advice as Readonly<Record<string, string>>)[code] ?? '';

export const refusalText = (error: ApiError): string =>
  (definitionWords().refused as Readonly<Record<string, string>>)[error.reason] ?? errorText(error);
