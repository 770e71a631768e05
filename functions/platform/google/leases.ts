// Who makes a try that must not be made twice: one document a try, created once, which the database itself forgets.
import { type SendLease, type SendLeases, Transient } from '../platform.ts';
import { documentId } from './document-id.ts';
import type { Fields, Firestore } from './firestore.ts';
import type { Turns } from './turns.ts';
import { int, intOf, text, textOf, time } from './values.ts';

export const SENDS = 'sends';
/** The policy of the database removes a document when this has passed (indexes.ts). */
export const FORGET_AT = 'forgetAt';
const KEPT_MS = 7 * 24 * 60 * 60_000;

const fieldsOfLease = ({ holder, takenAt }: SendLease): Fields => ({
  holder: text(holder),
  takenAt: int(takenAt),
  [FORGET_AT]: time(takenAt + KEPT_MS),
});
const leaseIn = (fields: Fields): SendLease => ({
  holder: textOf(fields.holder),
  takenAt: intOf(fields.takenAt) ?? 0,
});

export interface LeasesParts {
  readonly turns: Turns;
  readonly firestore: Firestore;
}

export function createLeases({ firestore, turns }: LeasesParts): SendLeases {
  /** Whether it was surely this call that created the document. */
  async function create(path: string, lease: SendLease): Promise<boolean> {
    try {
      const fields = fieldsOfLease(lease);
      return (await firestore.commit([{ kind: 'set', path, fields, precondition: { exists: false } }])) === 'committed';
    } catch (error) {
      // Written or not: what stands there says it.
      if (error instanceof Transient) return false;
      throw error;
    }
  }
  return {
    take: (key, lease) => {
      const path = `${SENDS}/${documentId(key)}`;
      return turns.at(path, async () => {
        if (await create(path, lease)) return lease;
        const stored = (await firestore.get([path])).documents.get(path);
        return stored === undefined ? 'conflict' : leaseIn(stored.fields);
      });
    },
  };
}
