// The behaviour suite of Bus: at least once, in any order, never in the publisher's own turn.
import { expect } from 'vitest';
import type { Bus, EffectsMessage } from '../platform.ts';
import { eventually } from './eventually.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export type Deliver = (message: EffectsMessage) => Promise<void>;
export interface BusSubject extends Closable {
  readonly bus: Bus;
}

interface Bench extends BusSubject {
  /** Every delivery begun so far. */
  readonly delivered: readonly EffectsMessage[];
  /** What a delivery does besides being counted. */
  onDelivery(deliver: Deliver): void;
}

const message = (instanceId: string, ...effectIds: readonly string[]): EffectsMessage => ({ instanceId, effectIds });

const CASES: Cases<Bench> = {
  'a published message is delivered as it was given': async ({ bus, delivered }) => {
    const sent = message('i-1', 'review:1:do:0', 'বার্তা 🧱', '__proto__');
    await bus.publish(sent);
    await eventually(() => expect(delivered).toContainEqual(sent));
  },
  'publishing does not wait for the delivery': async ({ bus, delivered, onDelivery }) => {
    const gate = Promise.withResolvers<void>();
    onDelivery(() => gate.promise);
    await bus.publish(message('i-1', 'e-1'));
    await bus.publish(message('i-2', 'e-1'));
    await eventually(() => expect(delivered.map(({ instanceId }) => instanceId)).toContain('i-2'));
    gate.resolve();
  },
  'a delivery never begins in the turn that publishes': async ({ bus, delivered }) => {
    const published = bus.publish(message('i-1', 'e-1'));
    expect(delivered).toHaveLength(0);
    await published;
    await eventually(() => expect(delivered.length).toBeGreaterThan(0));
  },
  'a hundred messages at once all arrive': async ({ bus, delivered }) => {
    const ids = Array.from({ length: 100 }, (_, i) => `i-${i}`);
    await Promise.all(ids.map((id) => bus.publish(message(id, 'e-1'))));
    await eventually(() => expect(new Set(delivered.map(({ instanceId }) => instanceId))).toEqual(new Set(ids)));
  },
  'a delivery that failed is tried again': async ({ bus, delivered, onDelivery }) => {
    onDelivery(async () => {
      if (delivered.length < 3) throw new Error('not yet');
    });
    await bus.publish(message('i-1', 'e-1'));
    await eventually(() => expect(delivered.length).toBeGreaterThanOrEqual(3));
    expect(new Set(delivered.map((each) => JSON.stringify(each))).size).toBe(1);
  },
  'a message that fails does not keep the others back': async ({ bus, delivered, onDelivery }) => {
    const done: string[] = [];
    onDelivery(async ({ instanceId }) => {
      if (instanceId === 'bad' && delivered.filter((each) => each.instanceId === 'bad').length < 2) throw new Error();
      done.push(instanceId);
    });
    await bus.publish(message('bad', 'e-1'));
    await bus.publish(message('good', 'e-1'));
    await eventually(() => expect(done).toEqual(expect.arrayContaining(['good', 'bad'])));
  },
  'changing a message after publishing changes nothing of what is delivered': async ({ bus, delivered }) => {
    const effectIds = ['e-1'];
    await bus.publish({ instanceId: 'i-1', effectIds });
    effectIds.push('e-2');
    await eventually(() => expect(delivered.length).toBeGreaterThan(0));
    expect(delivered[0]).toEqual(message('i-1', 'e-1'));
  },
};

/** `make` answers a bus that delivers to what it is given. */
export function describeBus(
  name: string,
  make: (deliver: Deliver) => Promise<BusSubject>,
  options: SuiteOptions = {},
): void {
  async function bench(): Promise<Bench> {
    const delivered: EffectsMessage[] = [];
    let onDelivery: Deliver = async () => {};
    const subject = await make(async (message) => {
      delivered.push(message);
      await onDelivery(message);
    });
    return {
      bus: subject.bus,
      close: () => subject.close(),
      delivered,
      onDelivery: (deliver) => {
        onDelivery = deliver;
      },
    };
  }
  describeCases(`Bus: ${name}`, bench, CASES, options);
}
