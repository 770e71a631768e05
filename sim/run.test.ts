// The real engine in the simulated world: the same seed is the same run, and nothing promised is broken.
import { describe, expect, it } from 'vitest';
import type { Boot } from './run.ts';
import { bootEngine, runSeed } from './run.ts';
import { ratesOf } from './toy.ts';

const SEEDS = 60;

/** An engine that does one thing differently. */
const but =
  (change: (engine: ReturnType<Boot>) => Partial<ReturnType<Boot>>): Boot =>
  (platform, options) => {
    const engine = bootEngine(platform, options);
    return { ...engine, ...change(engine) };
  };

async function codesOf(boot: Boot, seeds: number): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  for (let seed = 0; seed < seeds; seed++)
    for (const { code } of (await runSeed(seed, { boot })).violations) codes.add(code);
  return codes;
}

describe('a run', () => {
  it('is the same for the same seed, byte for byte', async () => {
    const [first, second] = [await runSeed(12, { keepTrace: true }), await runSeed(12, { keepTrace: true })];
    expect(second.lines).toEqual(first.lines);
    expect(second.trace).toBe(first.trace);
    expect((await runSeed(13)).trace).not.toBe(first.trace);
  });

  it('breaks no promise under any mix of faults', async () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const { violations } = await runSeed(seed);
      expect(violations, `npm run simulate -- --seed ${seed}`).toEqual([]);
    }
  }, 60_000);

  it('ends most instances before the faults stop, or it would prove little', async () => {
    let [instances, ended] = [0, 0];
    for (let seed = 0; seed < SEEDS; seed++) {
      const result = await runSeed(seed);
      instances += result.instances;
      ended += result.endedUnderFaults;
    }
    expect(ended / instances).toBeGreaterThan(0.5);
  }, 60_000);

  it('comes to its end without faults too', async () => {
    const { violations, faults } = await runSeed(4, { rates: ratesOf({}) });
    expect(violations).toEqual([]);
    expect([...faults.keys()].filter((kind) => !kind.endsWith('_reordered') && kind !== 'sweeps_overlap')).toEqual([]);
  });
});

describe('the checks notice', () => {
  it('an engine that never sweeps', async () => {
    expect(
      await codesOf(
        but(() => ({ sweep: async () => ({ looked: 0, oldestMs: 0 }) })),
        10,
      ),
    ).toContain('LATE');
  });

  it('an engine that acknowledges what it did not do', async () => {
    const boot = but((engine) => ({
      command: async (operation, user, input) =>
        operation === 'approveStep' ? { instanceId: input.instanceId ?? '' } : engine.command(operation, user, input),
    }));
    expect(await codesOf(boot, 10)).toContain('S1');
  });

  it('an engine that answers a repeated command differently', async () => {
    let answered = 0;
    const boot = but((engine) => ({
      command: async (operation, user, input) => {
        answered += 1;
        return { ...(await engine.command(operation, user, input)), answered };
      },
    }));
    expect(await codesOf(boot, 10)).toContain('S17');
  });

  it('an engine that lets an operator act for everybody', async () => {
    const boot = but((engine) => ({
      command: async (operation, user, input) => {
        const { commandId: _commandId, ...rest } = input;
        return engine.command(operation, user, rest);
      },
    }));
    expect(await codesOf(boot, 10)).toContain('S1');
  });

  it('an engine that fails in its own way', async () => {
    const boot = but(() => ({
      performEffects: async () => {
        throw new TypeError('undefined is not a function');
      },
      command: async () => {
        throw new TypeError('undefined is not a function');
      },
    }));
    expect(await codesOf(boot, 3)).toContain('DEFECT');
  });
});
