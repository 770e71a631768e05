// An answer as routes make it: status, type and text.

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** In place of, or beside, those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}
