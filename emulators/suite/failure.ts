// Why a stack could not be started.

/** What the person who starts it has to mend; its message says how. */
export class Unstartable extends Error {
  override readonly name = 'Unstartable';
}
