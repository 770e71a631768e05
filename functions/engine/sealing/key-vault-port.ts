// What sealing needs of a platform: a vault whose master keys never leave it, and a place for the wrapped keys.

export interface WrappedKey {
  /** The key as only the vault can read it, as text. */
  readonly wrapped: string;
  /** The master key that wrapped it. */
  readonly version: string;
}

export interface KeyVault {
  /** Wraps with the newest master key. `context` is bound in: only with the same one can it be unwrapped. */
  wrap(key: Uint8Array, context: string): Promise<WrappedKey>;
  /** Throws a defect where anything of this is not what `wrap` was given or answered. */
  unwrap(wrapped: string, version: string, context: string): Promise<Uint8Array>;
}

/** A data key as it is kept: wrapped, under the name of whom it belongs to. */
export interface StoredKey extends WrappedKey {
  /** Random; what sealed data names. It says nothing of the subject. */
  readonly keyId: string;
  /** From 1; a subject's newer key is used from then on, older ones still open what they sealed. */
  readonly keyVersion: number;
  readonly subject: string;
}

/** Wrapped keys of persons and other subjects, apart from instances and from their backups. */
export interface SubjectKeys {
  /** The newest key of the subject; null: there is none, or not any more. */
  get(subject: string): Promise<StoredKey | null>;
  /** Answers the key that now stands: where the subject has one of that version already, it is that one. */
  create(key: StoredKey): Promise<StoredKey>;
  /** By what sealed data names; null: it was never there. */
  find(keyId: string, keyVersion: number): Promise<StoredKey | 'destroyed' | null>;
  /**
   * Erases all keys of the subject for good, and that they were the subject's; remains that they existed. Answers how
   * many; again, none. A key created afterwards is another one.
   */
  destroy(subject: string): Promise<number>;
  /** Subjects that have a key, in order, after the one given; at most `limit`. */
  list(after: string | null, limit: number): Promise<readonly string[]>;
}
