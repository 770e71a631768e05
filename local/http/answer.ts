// An answer as routes make it: status, type and text.

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}
