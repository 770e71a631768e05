// The key vault of a deployment: its master keys are one secret, which its operator makes, keeps and adds to.
import { isObject } from '../../core/json.ts';
import { isSoundMaster, type MasterKey, vaultOf } from '../node/master-keys.ts';
import type { KeyVault } from '../platform.ts';

/** How to make one; errors name the way and never what is in the secret. */
const FORM = '{"1": "<32 random bytes in base64>"}, and a key with the next number for each rotation';

/**
 * `secret`: JSON, version → key. The highest version wraps; all of them unwrap, so none is ever taken out while data
 * sealed under it is kept. Whoever has lost the secret has lost what is sealed.
 */
export function openKeyVault({ secret }: { readonly secret: string }): KeyVault {
  const masters = mastersIn(secret);
  const newest = masters.at(-1);
  if (newest === undefined) throw new Error(`the secret of the master keys has to be ${FORM}`);
  return vaultOf({ newest: () => newest, find: (version) => masters.find((one) => one.version === version) });
}

/** By version, the newest last; none where anything of the secret is not as it has to be. */
function mastersIn(secret: string): readonly MasterKey[] {
  const keys = parsed(secret);
  if (!isObject(keys)) return [];
  const masters = Object.entries(keys).map(([version, key]) => ({ version, key: typeof key === 'string' ? key : '' }));
  return masters.every(isSoundMaster) ? masters.sort((a, b) => Number(a.version) - Number(b.version)) : [];
}

function parsed(secret: string): unknown {
  try {
    return JSON.parse(secret);
  } catch {
    return null;
  }
}
