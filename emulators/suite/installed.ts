// firebase-tools in its own folder: installed when it is missing, because it is large and only this needs it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Unstartable } from './failure.ts';
import { FIREBASE_TOOLS } from './firebase.ts';
import { ROOT } from './project.ts';
import type { FirebaseTools } from './tools.ts';

const COMMAND = ['ci', '--prefix', 'emulators', '--no-audit', '--no-fund'] as const;

export const isInstalled = (): boolean => existsSync(join(FIREBASE_TOOLS, 'package.json'));

/** What npm says goes to standard error: standard output is for the one line. */
export function installIfMissing(say: (text: string) => void): void {
  if (isInstalled()) return;
  say(`installing firebase-tools: npm ${COMMAND.join(' ')}`);
  const { status } = spawnSync('npm', COMMAND, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0 || !isInstalled())
    throw new Unstartable(`firebase-tools could not be installed; run "npm ${COMMAND.join(' ')}" and see why.`);
}

const download = z.object({ downloadPathRelativeToCacheDir: z.string() });
const details = z.object({ firestore: download, pubsub: download });

/** As installed; which files it would download is not known before it is. */
export function firebaseTools(): FirebaseTools {
  if (!isInstalled()) return { downloads: null };
  const file = join(FIREBASE_TOOLS, 'lib/emulator/downloadableEmulatorInfo.json');
  const parsed = details.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) return { downloads: null };
  const { firestore, pubsub } = parsed.data;
  return {
    downloads: {
      firestore: firestore.downloadPathRelativeToCacheDir,
      pubsub: pubsub.downloadPathRelativeToCacheDir,
    },
  };
}
