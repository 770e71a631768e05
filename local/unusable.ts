// What the person who starts a server has to change before it can start.

/** Its message says what is wrong and what to do next; no stack is shown for it. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}
