// A process that is killed has lost nothing that it acknowledged.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { realClock } from './clock.ts';
import { silentLog } from './log.ts';
import { openEmbeddedPlatform } from './platform.ts';

const KILLS = 3;
const ACKNOWLEDGED_BEFORE_KILL = 60;
const here = (file: string): string => new URL(file, import.meta.url).href;

/** Commits for ever, eight instances at once, and prints each id once its commit was answered. */
const WRITER = `
  import { sampleCommit } from '${here('../contract/sample.ts')}';
  import { realClock } from '${here('./clock.ts')}';
  import { silentLog } from '${here('./log.ts')}';
  import { openEmbeddedPlatform } from '${here('./platform.ts')}';
  const [file, run] = process.argv.slice(1);
  const { instances } = openEmbeddedPlatform({ file, clock: realClock(), log: silentLog() });
  async function write(lane) {
    for (let i = 0; ; i += 1) {
      const id = [run, lane, i].join('-');
      if (await instances.commit(sampleCommit({ id, tags: [run], wakeAt: i })) !== 'committed') process.exit(1);
      process.stdout.write(id + '\\n');
    }
  }
  for (let lane = 0; lane < 8; lane += 1) void write(lane);
`;

async function acknowledgedUntilKilled(file: string, run: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', WRITER, file, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ids: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    if (ids.push(id) === ACKNOWLEDGED_BEFORE_KILL) child.kill('SIGKILL');
  }
  return ids;
}

it('every commit that was answered before a SIGKILL is there afterwards, with its entry, in every index', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const file = join(folder, 'countersign.db');
  for (let kill = 0; kill < KILLS; kill += 1) {
    const run = `run${kill}`;
    const ids = await acknowledgedUntilKilled(file, run);
    expect(ids.length).toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_KILL);
    const { instances, close } = openEmbeddedPlatform({ file, clock: realClock(), log: silentLog() });
    for (const id of ids) {
      expect((await instances.read(id)).stored?.document.instance.id).toBe(id);
      expect(await instances.audit(id, 0, 10)).toHaveLength(1);
    }
    const pending = new Set(await instances.pending(100_000));
    const tagged = await instances.list({ tag: run, pageSize: 100_000 });
    expect(ids.filter((id) => !pending.has(id))).toEqual([]);
    // What was committed and not yet answered may be there too, but then in the side tables and the audit alike.
    expect(tagged.instances.length).toBeGreaterThanOrEqual(ids.length);
    for (const { instance } of tagged.instances) expect(await instances.audit(instance.id, 0, 10)).toHaveLength(1);
    await close();
  }
  rmSync(folder, { recursive: true });
}, 60_000);
