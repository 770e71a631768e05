// The world's own rules: one seed is one run, the dead change nothing, an ambiguous answer hides an applied write.
import { describe, expect, it } from 'vitest';
import { Transient } from '../functions/platform/platform.ts';
import { disorder, settle } from './scheduler.ts';
import type { Toy, ToyOptions } from './toy.ts';
import { documentOf, entryOf, ratesOf, toyWorld } from './toy.ts';
import type { World } from './world.ts';
import { drained } from './world.ts';

const quiet = {
  people: () => false,
  nextSweep: () => null,
  sweep: () => {},
  resting: () => {},
  turnsMax: 5_000,
};

const raises = (world: World<Toy>) => ({
  name: 'raiser',
  weight: () => 1,
  act: () =>
    world.launch(world.random.pick(world.processes), {
      name: 'raise',
      run: (engine) => engine.raise(`i-${world.random.below(3)}`),
    }),
});

async function run(options: ToyOptions, turns: number): Promise<World<Toy>> {
  const world = toyWorld({ processes: 3, ...options });
  const agents = [raises(world)];
  for (let i = 0; i < turns; i++) await disorder(world, agents);
  await settle(world, quiet);
  return world;
}

async function commitUnder(rates: ToyOptions['rates']) {
  const world = toyWorld({ seed: 1, rates: rates ?? {} });
  const process = world.spawn();
  const answer = process.engine.platform.instances
    .commit({ instanceId: 'i-1', expected: null, document: documentOf('i-1', 1), entry: entryOf('i-1', 1) })
    .then(
      (value) => value,
      (error: unknown) => error,
    );
  world.perform(0);
  const settled = await Promise.race([answer, drained().then(() => 'never answered')]);
  return { world, process, settled };
}

describe('a world', () => {
  it('runs the same for the same seed, down to every line of its trace', async () => {
    const [first, second] = [await run({ seed: 7 }, 400), await run({ seed: 7 }, 400)];
    expect(second.trace.lines).toEqual(first.trace.lines);
    expect(second.trace.hash()).toBe(first.trace.hash());
    expect(first.trace.lines.length).toBeGreaterThan(400);
  });

  it('runs differently for another seed', async () => {
    const [first, second] = [await run({ seed: 7 }, 100), await run({ seed: 8 }, 100)];
    expect(second.trace.hash()).not.toBe(first.trace.hash());
  });

  it('loses no raise of the counter to concurrent processes, whatever fails', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const world = await run({ seed }, 200);
      for (const { document, audit } of world.store.instances.values())
        expect(audit.map((entry) => entry.seq)).toEqual(Array.from({ length: document.seq }, (_, i) => i + 1));
    }
  });

  it('applies a write and still fails it when the answer is ambiguous', async () => {
    const { world, settled } = await commitUnder({ error_applied: 1 });
    expect(settled).toBeInstanceOf(Transient);
    expect(world.store.instances.get('i-1')?.document.seq).toBe(1);
  });

  it('applies nothing when a write fails outright', async () => {
    const { world, settled } = await commitUnder({ error_not_applied: 1 });
    expect(settled).toBeInstanceOf(Transient);
    expect(world.store.instances.size).toBe(0);
  });

  it('never answers nor applies the call of a process that died before it', async () => {
    const { world, process, settled } = await commitUnder({ crash_before: 1 });
    expect(settled).toBe('never answered');
    expect(process.alive).toBe(false);
    expect(world.store.instances.size).toBe(0);
  });

  it('keeps what a process wrote before it died, and never answers it', async () => {
    const { world, settled } = await commitUnder({ crash_after: 1 });
    expect(settled).toBe('never answered');
    expect(world.store.instances.size).toBe(1);
  });

  it('drops the other calls, the sleeps and the work of a process with it', async () => {
    const world = toyWorld({ seed: 1, rates: {} });
    const process = world.spawn();
    let lost = 0;
    world.launch(process, { name: 'raise', run: (engine) => engine.raise('i-1'), lost: () => (lost += 1) });
    void process.engine.platform.clock.sleep(10);
    world.kill(process, 'test');
    expect(world.operations).toEqual([]);
    expect(world.sleepers).toEqual([]);
    expect(lost).toBe(1);
    // What the dead process still asks for goes nowhere.
    void process.engine.platform.instances.read('i-1');
    void process.engine.platform.clock.sleep(10);
    expect(world.operations).toEqual([]);
    expect(world.sleepers).toEqual([]);
  });

  it('makes a conflict by a write of somebody else', async () => {
    const world = toyWorld({ seed: 1, rates: {} });
    const { platform } = world.spawn().engine;
    world.store.commit({ instanceId: 'i-1', expected: null, document: documentOf('i-1', 1), entry: entryOf('i-1', 1) });
    const stormy = toyWorld({ seed: 1, rates: { conflict: 1 } });
    stormy.store.commit({
      instanceId: 'i-1',
      expected: null,
      document: documentOf('i-1', 1),
      entry: entryOf('i-1', 1),
    });
    const commit = { instanceId: 'i-1', expected: '1', document: documentOf('i-1', 2), entry: entryOf('i-1', 2) };
    const calm = platform.instances.commit(commit);
    world.perform(0);
    const conflicting = stormy.spawn().engine.platform.instances.commit(commit);
    stormy.perform(0);
    expect([await calm, await conflicting]).toEqual(['committed', 'conflict']);
    expect(stormy.store.instances.get('i-1')?.document.seq).toBe(1);
  });

  it('finds work that nobody waits for', async () => {
    const world = toyWorld({ seed: 1, rates: {} });
    world.launch(world.spawn(), {
      name: 'careless',
      run: async (engine) => void engine.platform.bus.publish({ instanceId: 'i-1', effectIds: [] }),
    });
    await drained();
    expect(world.violations.map(({ code }) => code)).toEqual(['FLOATING']);
  });

  it('brings a message back until it is handled, and a lost one never', async () => {
    const world = toyWorld({ seed: 3, rates: {} });
    let tries = 0;
    world.fly({
      kind: 'message',
      label: 'm',
      instanceId: 'i-1',
      at: world.now,
      run: async () => {
        tries += 1;
        if (tries < 3) throw new Transient('busy');
      },
    });
    await settle(world, quiet);
    expect(tries).toBe(3);
    const lossy = toyWorld({ seed: 3, rates: { message_lost: 1 } });
    lossy.fly({ kind: 'message', label: 'm', instanceId: 'i-1', at: lossy.now, run: async () => (tries += 1) });
    for (let i = 0; i < 200; i++) await disorder(lossy, []);
    expect(tries).toBe(3);
    expect(lossy.flights).toEqual([]);
  });

  it('says so when it does not come to rest', async () => {
    const world = toyWorld({ seed: 1, rates: {} });
    expect(await settle(world, { ...quiet, nextSweep: (seen) => seen.now + 1, turnsMax: 10 })).toBe(false);
  });

  it('shows each process its own wrong clock while faults are on, and the right one after', () => {
    const world = toyWorld({ seed: 5, rates: { clock_skew: 1 } });
    const { clock } = world.spawn().engine.platform;
    expect(clock.now()).not.toBe(world.now);
    expect(Math.abs(clock.now() - world.now)).toBeLessThanOrEqual(5 * 60_000);
    world.faults.stop();
    expect(clock.now()).toBe(world.now);
  });
});

describe('rates', () => {
  it('are fixed only where a test fixes them', () => {
    expect(toyWorld({ seed: 1, rates: { conflict: 1 } }).faults.rates).toEqual(ratesOf({ conflict: 1 }));
    expect(toyWorld({ seed: 1 }).faults.rates.size).toBeGreaterThan(20);
  });
});
