// Random definitions: each is valid, each number always means the same one, and together they use the whole language.
import { describe, expect, it } from 'vitest';
import { FIRST_VERSION, NEXT_VERSION, randomPublished } from './definitions.ts';
import { checked, RANDOM_DEFINITIONS, randomDefinition, randomIdOf } from './random-definitions.ts';

const ALL = Array.from({ length: RANDOM_DEFINITIONS }, (_, number) => randomDefinition(number, FIRST_VERSION));
const TEXT = JSON.stringify(ALL);

describe('random definitions', () => {
  it('are the same ones for the same number, and different ones for others', () => {
    expect(randomDefinition(7, FIRST_VERSION)).toEqual(ALL[7]);
    expect(new Set(ALL.map(({ steps }) => JSON.stringify(steps))).size).toBeGreaterThan(RANDOM_DEFINITIONS * 0.9);
  });

  it.each([
    '"goto"',
    '"maxLoops"',
    '"onReject":"continue"',
    '"onFailure":"continue"',
    '"policy":"sequence"',
    '"policy":"all"',
    '"policy":"any"',
    '"quorum"',
    '"percent"',
    '"rejection":"majority"',
    'pool:cro',
    'each:bdo',
    'load_balance:bdo',
    'manager_of:requester',
    'wait.signal',
    'wait.until',
    'wait.for',
    'workflow.start',
    '"await":true',
    '"await":false',
    '"retry"',
    '"backoff"',
    '"compensate"',
    '"scope"',
    '"autoApprove"',
    '"distinctFrom":["requester","s0"]',
    '"conditions"',
    '"$steps.s0.outcome"',
    '"dependencies":["s0"',
    '"parallel":true',
    'working hour',
    'working day',
    '"sla"',
    '"warningThreshold"',
    '"escalateTo"',
    '"action":"fail"',
    '"action":"approve"',
    '"data":{"type":"object"',
  ])('use %s', (part) => {
    expect(TEXT).toContain(part);
  });

  it('have a next version, which asks somebody more', () => {
    const { steps } = randomPublished(randomIdOf(3), NEXT_VERSION).definition;
    expect(steps.slice(0, -1)).toEqual(ALL[3]?.steps);
    expect(steps.at(-1)?.id).toBe('added');
  });
});

describe('the check of the simulation’s own definitions', () => {
  it('refuses one that the engine would refuse', () => {
    const wrong = { ...ALL[0], steps: [{ id: 'a', type: 'approval', assignedTo: 'role:nobody-lists-this' }] };
    expect(() => checked(wrong)).toThrow('UNKNOWN_ROLE');
  });
});
