// How a contract is run: every case gets a fresh subject, and what an implementation skips says why.
import { describe, it } from 'vitest';

export interface Skip {
  /** The name of a case of the suite, exactly. */
  readonly test: string;
  readonly reason: string;
}

export interface SuiteOptions {
  readonly skip?: readonly Skip[];
  /** For each case; real services need more than the default. */
  readonly timeoutMs?: number;
}

export interface Closable {
  close(): Promise<void>;
}

/** `skip` ends a case whose subject lacks an optional capability. */
export type Case<S> = (subject: S, skip: (reason: string) => never) => Promise<void>;
export type Cases<S> = Readonly<Record<string, Case<S>>>;

const TIMEOUT_MS = 15_000;

/** `make` answers a subject that holds nothing yet. */
export function describeCases<S extends Closable>(
  name: string,
  make: () => Promise<S>,
  cases: Cases<S>,
  { skip = [], timeoutMs = TIMEOUT_MS }: SuiteOptions = {},
): void {
  for (const { test } of skip) {
    if (!Object.hasOwn(cases, test)) throw new Error(`${name} skips "${test}", which is no case of the suite`);
  }
  describe(name, () => {
    for (const [test, run] of Object.entries(cases)) {
      it(test, { timeout: timeoutMs }, async (context) => {
        const skipped = skip.find((entry) => entry.test === test);
        if (skipped !== undefined) return context.skip(skipped.reason);
        const subject = await make();
        try {
          await run(subject, (reason) => context.skip(reason));
        } finally {
          await subject.close();
        }
      });
    }
  });
}
