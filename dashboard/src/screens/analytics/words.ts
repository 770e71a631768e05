// Words of the analytics in the reader's language.
import { defineWords } from '../../words/words.ts';
import { analyticsBn } from './words-bn.ts';
import { analyticsEn } from './words-en.ts';

export const analyticsWords = defineWords(analyticsEn, analyticsBn);
