// Names of documents: any text as an id that Firestore can hold, the same as the text wherever it can hold that.
import { createHash } from 'node:crypto';

const BYTES_MAX = 1_500;
/** The form of an id that stands for another text; a text that looks so itself is replaced, too. */
const STAND_IN = /^~[0-9a-f]{64}$/;

export const documentId = (text: string): string =>
  isHoldable(text) ? text : `~${createHash('sha256').update(JSON.stringify(text)).digest('hex')}`;

/** Whether the id stands for another text, which then has to be read from the document. */
export const isStandIn = (id: string): boolean => STAND_IN.test(id);

const isHoldable = (text: string): boolean =>
  text !== '' &&
  text !== '.' &&
  text !== '..' &&
  !text.includes('/') &&
  !(text.length >= 4 && text.startsWith('__') && text.endsWith('__')) &&
  text.isWellFormed() &&
  Buffer.byteLength(text) <= BYTES_MAX &&
  !STAND_IN.test(text);

/** The last part of a path. */
export const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
