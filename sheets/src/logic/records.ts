// What the add-on remembers of a row, as the value of its developer metadata. Short: a sheet has room for 30,000 characters.

export interface RowRecord {
  /** Makes the idempotency key of the row; the same for every try. */
  readonly key: string;
  /** Of the row's identity when it was submitted: a sort moves cells, but not metadata. */
  readonly print: string;
  readonly instanceId: string | null;
  /** Of the open steps and their attempts, as the row last showed them; "" before the first refresh. */
  readonly view: string;
}

export const METADATA_KEY = 'cs';
const RECORD = /^([a-z0-9]{1,16})\.([a-z0-9]{1,12})\.([A-Za-z0-9_-]{0,128})\.([a-z0-9]{0,12})$/;

/** Room for an id from the start: a sheet that is full says so before anything is sent. */
const NO_INSTANCE = '-'.repeat(32);

export const encode = ({ key, print, instanceId, view }: RowRecord): string =>
  `${key}.${print}.${instanceId ?? NO_INSTANCE}.${view}`;

/** null: not ours, or damaged. */
export function decode(value: string | null): RowRecord | null {
  const found = RECORD.exec(value ?? '');
  if (found === null) return null;
  const [, key = '', print = '', instanceId = '', view = ''] = found;
  return { key, print, instanceId: /^-*$/.test(instanceId) ? null : instanceId, view };
}

/** FNV-1a of 32 bits, always as long. Not a secret, only a check. */
export function printOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, '0');
}

/** Of the open steps as a status answer has them. */
export const viewOf = (openSteps: readonly { readonly stepId: string; readonly attempt: number }[]): string =>
  printOf(
    openSteps
      .map(({ stepId, attempt }) => `${stepId}:${attempt}`)
      .sort()
      .join(' '),
  );

export interface Placed {
  readonly row: number;
  readonly record: RowRecord;
}
export interface Bound {
  /** The record of each row that is still the one that was submitted. */
  readonly byRow: ReadonlyMap<number, RowRecord>;
  /** Records whose row now stands elsewhere, such as after a sort: where the metadata has to go. */
  readonly moved: readonly { readonly from: number; readonly to: number; readonly record: RowRecord }[];
  /** Rows whose record belongs to no row any more: their identity was overwritten. */
  readonly lost: readonly number[];
}

/**
 * Which record belongs to which row. A record stays where its row's identity is the one it was made for; otherwise it goes
 * to the only row without a record of its own that has this identity; otherwise it belongs to no row: the status of one
 * request must never show at another.
 */
export function bind(placed: readonly Placed[], printByRow: ReadonlyMap<number, string>): Bound {
  const byRow = new Map<number, RowRecord>();
  const astray: Placed[] = [];
  for (const one of placed) {
    if (printByRow.get(one.row) === one.record.print && !byRow.has(one.row)) byRow.set(one.row, one.record);
    else astray.push(one);
  }
  const moved: { from: number; to: number; record: RowRecord }[] = [];
  const lost: number[] = [];
  for (const { row, record } of astray) {
    const candidates = [...printByRow].filter(([at, print]) => print === record.print && !byRow.has(at));
    const to = candidates.length === 1 ? candidates[0]?.[0] : undefined;
    if (to === undefined) lost.push(row);
    else {
      byRow.set(to, record);
      moved.push({ from: row, to, record });
    }
  }
  return { byRow, moved, lost };
}
