// Why nothing can be done now, in words for the person who clicked.

/** Thrown inside a click, shown at its end: an alert from the menu, a message in the sidebar. */
export class Stop extends Error {
  readonly next: string;
  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}
