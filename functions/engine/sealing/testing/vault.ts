// A real vault and key store in memory, and a sealer over them, for the tests of sealing.
import { type Database, openDatabase } from '../../../platform/embedded/database.ts';
import { createSubjectKeys, type EmbeddedKeyVault, openKeyVault } from '../../../platform/embedded/key-vault.ts';
import type { SubjectKeys } from '../../../platform/platform.ts';
import { createKeyring, type Keyring, type KeyringOptions } from '../keyring.ts';
import { createSealer, type Sealer, type SealerOptions } from '../sealer.ts';

export interface Safe {
  readonly vault: EmbeddedKeyVault;
  readonly keys: SubjectKeys;
  readonly database: Database;
  /** Another process over the same vault and keys. */
  keyring(more?: Partial<KeyringOptions>): Keyring;
}

export function openSafe(): Safe {
  const database = openDatabase({ file: ':memory:' });
  const vault = openKeyVault({ file: ':memory:' });
  const keys = createSubjectKeys(database);
  return { vault, keys, database, keyring: (more = {}) => createKeyring({ vault, keys, now: () => 0, ...more }) };
}

/** For one document of one workflow, unless said otherwise. */
export const sealerOver = (
  keyring: Keyring,
  rules: SealerOptions['rules'],
  more: Partial<SealerOptions> = {},
): Sealer => createSealer({ documentId: 'wf-1', workflowId: 'order-approval', rules, keyring, ...more });
