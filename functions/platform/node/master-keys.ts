// Wraps data keys with master keys: AES-256-GCM, bound to the master key's version and to the context.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyVault } from '../platform.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface MasterKey {
  /** A whole number from 1, as text. */
  readonly version: string;
  /** Base64. */
  readonly key: string;
}
/** By version, the newest last. */
export type MasterKeys = readonly MasterKey[];

export const newMaster = (version: string): MasterKey => ({
  version,
  key: randomBytes(KEY_BYTES).toString('base64'),
});

export const isSoundMaster = ({ version, key }: MasterKey): boolean =>
  /^[1-9]\d{0,8}$/.test(version) && Buffer.from(key, 'base64').length === KEY_BYTES;

/** `newest` wraps; `find` knows every version that ever did. */
export function vaultOf(masters: { newest(): MasterKey; find(version: string): MasterKey | undefined }): KeyVault {
  function bytesOf(version: string): Buffer {
    const master = masters.find(version);
    if (master === undefined) throw new Error(`there is no master key ${JSON.stringify(version.slice(0, 20))}`);
    return Buffer.from(master.key, 'base64');
  }

  return {
    wrap: async (key, context) => {
      const { version } = masters.newest();
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, bytesOf(version), iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(version, context));
      const sealed = Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      return { wrapped: sealed.toString('base64url'), version };
    },
    unwrap: async (wrapped, version, context) => {
      const master = bytesOf(version);
      try {
        const sealed = Buffer.from(wrapped, 'base64url');
        const end = sealed.length - TAG_BYTES;
        const decipher = createDecipheriv(CIPHER, master, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(boundTo(version, context)).setAuthTag(sealed.subarray(end));
        return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, end)), decipher.final()]);
      } catch {
        throw new Error('a wrapped key does not unwrap: it was changed, or belongs to something else');
      }
    },
  };
}

const boundTo = (version: string, context: string): Buffer =>
  Buffer.from(JSON.stringify(['countersign wrapped key', version, context]));
