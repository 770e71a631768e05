// Questions to the script behind the sheet, as promises that answer in words.

interface Runner {
  withSuccessHandler(handler: (answer: string) => void): Runner;
  withFailureHandler(handler: (error: Error) => void): Runner;
}
/** Beside its handlers, each function of the script by name. */
type Functions = Readonly<Record<string, (...args: readonly unknown[]) => void>>;
declare const google: { readonly script: { readonly run: Runner } };

export class Problem extends Error {
  readonly next: string;
  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}

type Told<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly next: string };

export function ask<T>(name: string, ...args: readonly unknown[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const run = google.script.run
      .withSuccessHandler((text) => {
        const told = JSON.parse(text) as Told<T>;
        if (told.ok) resolve(told.value);
        else reject(new Problem(told.message, told.next));
      })
      .withFailureHandler((error) =>
        reject(new Problem('The add-on did not answer.', `Try again. (${error.message})`)),
      );
    (run as unknown as Functions)[name]?.(...args);
  });
}
