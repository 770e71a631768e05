// What a Firestore event says of a business record.
import type { JsonObject } from '../../core/json.ts';
import { isOwnWrite, recordIdOf, recordOf } from './records.ts';

export interface RecordEvent {
  readonly collection: string;
  /** Of the document. */
  readonly id: string;
  /** As the event's snapshots answer them; undefined: it did not exist, or does not any more. */
  readonly before: object | undefined;
  readonly after: object | undefined;
}

export interface WrittenRecord {
  readonly collection: string;
  readonly id: string;
  /** null: it was created. */
  readonly before: JsonObject | null;
  readonly after: JsonObject;
}

/** Null where there is nothing to look at: the record was removed, or the engine itself wrote it. */
export const writtenRecord = ({ collection, id, before, after }: RecordEvent): WrittenRecord | null =>
  after === undefined || isOwnWrite(before, after)
    ? null
    : {
        collection,
        id: recordIdOf(id, after),
        before: before === undefined ? null : recordOf(before),
        after: recordOf(after),
      };
