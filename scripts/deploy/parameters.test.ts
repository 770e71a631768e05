// Where the values of parameters come from, and what is written down of them.
import { describe, expect, it } from 'vitest';
import { missingLines, type Parameter, resolveParameters } from './parameters.ts';

const DECLARED: readonly Parameter[] = [
  { name: 'REGION', type: 'string', default: 'asia-south1' },
  { name: 'TOPIC', type: 'string', default: 'effects-of-{{ params.PROJECT_ID }}' },
  { name: 'RATE', type: 'int', default: 50 },
  { name: 'HOSTS', type: 'list', default: ['a', 'b'] },
  { name: 'MASTER_KEYS', type: 'secret' },
];
const GIVEN = {
  project: 'acme-approvals',
  file: {},
  region: null,
  resolveDefault: (text: string, known: Readonly<Record<string, string>>) =>
    text.replace(/\{\{ params\.(\w+) \}\}/, (_, name: string) => known[name] ?? ''),
};
const valuesOf = (resolution: ReturnType<typeof resolveParameters>) =>
  Object.fromEntries(resolution.parameters.map(({ name, value, from }) => [name, [value, from]]));

describe('parameters', () => {
  it('take their defaults, with other parameters filled in', () => {
    const resolution = resolveParameters(DECLARED, GIVEN);
    expect(valuesOf(resolution)).toEqual({
      REGION: ['asia-south1', 'default'],
      TOPIC: ['effects-of-acme-approvals', 'default'],
      RATE: ['50', 'default'],
      HOSTS: ['["a","b"]', 'default'],
    });
    expect(resolution).toMatchObject({ secrets: ['MASTER_KEYS'], problems: [] });
  });

  it('take what the file says before any default, also where it is empty', () => {
    const resolution = resolveParameters(DECLARED, { ...GIVEN, file: { RATE: '7', TOPIC: '' } });
    expect(valuesOf(resolution)).toMatchObject({ RATE: ['7', 'file'], TOPIC: ['', 'file'] });
  });

  it('take the region of the option where the file has none', () => {
    const resolution = resolveParameters(DECLARED, { ...GIVEN, region: 'europe-west3' });
    expect(valuesOf(resolution)).toMatchObject({ REGION: ['europe-west3', 'option'] });
  });

  it('refuse another region than the file has, since functions do not move', () => {
    const { problems } = resolveParameters(DECLARED, { ...GIVEN, file: { REGION: 'asia-south1' }, region: 'us-east1' });
    expect(problems).toEqual([expect.stringContaining('.env.acme-approvals says REGION=asia-south1')]);
    const same = resolveParameters(DECLARED, { ...GIVEN, file: { REGION: 'us-east1' }, region: 'us-east1' });
    expect(same.problems).toEqual([]);
  });

  it('refuse a region where none is asked for', () => {
    const { problems } = resolveParameters([], { ...GIVEN, region: 'us-east1' });
    expect(problems).toEqual([expect.stringContaining('no parameter REGION')]);
  });

  it('without a value and a default are named, each with the line to add', () => {
    const declared: readonly Parameter[] = [
      { name: 'FIRST_ADMIN_EMAIL', type: 'string', description: 'who becomes administrator' },
    ];
    expect(resolveParameters(declared, GIVEN).problems).toEqual([
      'FIRST_ADMIN_EMAIL has no value (who becomes administrator). Add a line to .env.acme-approvals: FIRST_ADMIN_EMAIL=…',
    ]);
  });

  it('are written once: what the file has is not written again', () => {
    const first = missingLines(resolveParameters(DECLARED, GIVEN).parameters);
    expect(first).toEqual([
      'REGION=asia-south1',
      'TOPIC=effects-of-acme-approvals',
      'RATE=50',
      'HOSTS="[\\"a\\",\\"b\\"]"',
    ]);
    const file = Object.fromEntries(first.map((line) => line.split('=') as [string, string]));
    expect(missingLines(resolveParameters(DECLARED, { ...GIVEN, file }).parameters)).toEqual([]);
  });
});
