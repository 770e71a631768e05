// Words of the page of one request.
import { defineWords } from '../../words/words.ts';
import { wordsBn } from './words-bn.ts';
import { wordsEn } from './words-en.ts';

export const instanceWords = defineWords(wordsEn, wordsBn);
