// How long a deployed process takes to load what a status query needs, from its first line: several processes, one after
// the other, of the built code. Needs `npm run build`. Figures of one machine: compare them within one run.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });
const LIB = join(import.meta.dirname, '..', 'lib', 'functions');
const LOAD = `
  const begun = performance.now();
  const entry = await import(${JSON.stringify(join(LIB, 'entry.js'))});
  const { cloud } = await import(${JSON.stringify(join(LIB, 'cloud.js'))});
  await cloud();
  console.log(performance.now() - begun);
  process.exit(0);
`;

/** ms until a process that serves `target` could take its first request. */
async function loading(target: string): Promise<number> {
  const env = { ...process.env, GCLOUD_PROJECT: 'demo-countersign', FUNCTION_TARGET: target };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', LOAD], { env });
  return Number(stdout);
}

for (const target of ['api', 'performeffects', 'records.orders']) {
  const times: number[] = [];
  for (let run = 0; run < Number(values.runs); run += 1) times.push(await loading(target));
  times.sort((a, b) => a - b);
  const [least, median, most] = [times[0], times[Math.floor(times.length / 2)], times.at(-1)].map((ms) =>
    ms?.toFixed(0),
  );
  console.log(`${target.padEnd(16)} min ${least} ms, median ${median} ms, max ${most} ms`);
}
