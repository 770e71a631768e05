// The tools, with what can be fetched without asking: firebase-tools itself, and the emulators that it can download.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unstartable } from './failure.ts';
import { BIN, download } from './firebase.ts';
import { firebaseTools, installIfMissing } from './installed.ts';
import { thisMachine } from './machine.ts';
import { environmentOf } from './settings.ts';
import { findTools, INSTALL_EMULATORS, type Tools } from './tools.ts';

/** Throws `Unstartable`, which says what is missing and how to get it. Nothing is fetched for a machine without Java. */
export async function usableTools(say: (text: string) => void): Promise<Tools> {
  const machine = thisMachine();
  const before = findTools(machine, firebaseTools());
  if ('missing' in before) throw new Unstartable(before.missing);
  installIfMissing(say);
  const tools = findTools(machine, firebaseTools());
  if ('missing' in tools) throw new Unstartable(tools.missing);
  const absent = (['firestore', 'pubsub'] as const).filter((name) => tools[name].kind === 'download');
  if (absent.length > 0) await fetchEmulators(absent, tools, say);
  return tools;
}

async function fetchEmulators(names: readonly string[], tools: Tools, say: (text: string) => void): Promise<void> {
  say(`downloading the emulators: ${names.join(', ')}`);
  const configFolder = mkdtempSync(join(tmpdir(), 'countersign-download-'));
  const project = { configFolder, programs: {} };
  try {
    await download(names, environmentOf({ env: process.env, tools, bin: BIN, project, hosts: {} }));
  } catch (error) {
    throw new Unstartable(`${(error as Error).message}\nTo have them: ${INSTALL_EMULATORS}.`);
  } finally {
    rmSync(configFolder, { recursive: true, force: true });
  }
}
