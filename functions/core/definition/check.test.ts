// The whole examination of a definition: what is found, where, and what the caller is told.
import { describe, expect, it } from 'vitest';
import { DEFINITION_DEPTH_MAX } from '../limits.ts';
import { APPROVAL, written } from '../testing/sample-workflow.ts';
import { checkDefinition, refusalOf } from './check.ts';
import { doubt, problem, type Vocabulary } from './finding.ts';

const vocabulary: Vocabulary = { actions: new Set(['orders.validate']), calendars: {}, checkTemplate: () => null };
const withPost: Vocabulary = { ...vocabulary, actions: new Set(['http.post']) };
const check = (input: unknown) => checkDefinition(input, vocabulary);
const found = (input: unknown): readonly (readonly [string, string])[] =>
  check(input).findings.map(({ code, path }) => [code, path]);

describe('a definition that is fine', () => {
  it('has no findings, and its defaults filled in', () => {
    expect(check(written())).toMatchObject({
      findings: [],
      definition: { status: 'draft', steps: [{ distinctFrom: ['requester'] }] },
    });
  });
});

describe('the form', () => {
  it.each([null, undefined, 5, 'text', [], {}, { steps: {} }, { steps: [null, 5, {}] }])(
    'of %j is refused, and nothing more is asked',
    (input) => {
      const { definition, findings } = check(input);
      expect(definition).toBeNull();
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.every(({ code, severity }) => code === 'INVALID_DEFINITION' && severity === 'error')).toBe(true);
    },
  );
  it('is refused at the place that is wrong, as a JSON pointer; the whole is the empty one', () => {
    expect(found({ ...written(), version: '1' })).toEqual([['INVALID_DEFINITION', '/version']]);
    expect(found({ ...written(), steps: [{ ...APPROVAL, policy: 'most' }] })).toEqual([
      ['INVALID_DEFINITION', '/steps/0/policy'],
    ]);
    expect(found({ ...written(), data: { 'a/b~c': undefined } })).toEqual([['INVALID_DEFINITION', '/data/a~1b~0c']]);
    expect(found(5)).toEqual([['INVALID_DEFINITION', '']]);
  });
  it.each(['script', 5, null, 'constructor'])('names a step type that does not exist: %j', (type) => {
    expect(check({ ...written(), steps: [{ ...APPROVAL, type }] }).findings).toMatchObject([
      {
        code: 'UNKNOWN_STEP_TYPE',
        path: '/steps/0/type',
        message: expect.stringContaining(JSON.stringify(type)) as string,
      },
    ]);
  });
  it('is only incomplete where a step has no type', () => {
    expect(found({ ...written(), steps: [{ id: 'a' }] })).toEqual([['INVALID_DEFINITION', '/steps/0/type']]);
  });
  it('is refused, and nothing breaks, where it is nested without end', () => {
    const nest = (depth: number): object => JSON.parse(`${'{"$not":'.repeat(depth)}{}${'}'.repeat(depth)}`) as object;
    expect(found({ ...written(), steps: [{ ...APPROVAL, conditions: nest(DEFINITION_DEPTH_MAX - 10) }] })).toEqual([]);
    for (const depth of [DEFINITION_DEPTH_MAX, 20_000])
      expect(found({ ...written(), steps: [{ ...APPROVAL, conditions: nest(depth) }] })).toEqual([
        ['LIMIT_EXCEEDED', ''],
      ]);
    const list = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    expect(found({ ...written(), data: { x: list } })).toEqual([['LIMIT_EXCEEDED', '']]);
  });
});

describe('what the form cannot say', () => {
  it('is looked for everywhere at once: order, names, texts', () => {
    const steps = [
      { ...APPROVAL, assignedTo: 'role:bdo', dependencies: ['x'], conditions: { $expr: 'data.' } },
      { id: 'do', type: 'system', actions: ['orders.sell'] },
    ];
    expect(found({ ...written(), steps }).map(([code]) => code)).toEqual([
      'INVALID_STEP_DEPENDENCY',
      'UNKNOWN_ROLE',
      'UNKNOWN_ACTION',
      'INVALID_EXPRESSION',
    ]);
  });
  it('is reasoned about only once everything else is right', () => {
    const gap = { rules: { t: { rows: [{ when: { a: 1 }, then: 'role:sr' }] } } };
    expect(found({ ...written(gap) })).toEqual([['TABLE_GAP', '/rules/t']]);
    expect(found({ ...written(gap), steps: [{ ...APPROVAL, assignedTo: 'role:bdo' }] })).toEqual([
      ['UNKNOWN_ROLE', '/steps/0/assignedTo'],
    ]);
  });
  it('is found together: times, levels, secrets, and only then where steps lead', () => {
    const steps = [
      {
        ...APPROVAL,
        calendar: 'nowhere',
        onReject: { goto: 'gone' },
        escalation: { levels: [{ after: 5, action: 'add' }] },
      },
      { id: 'post', type: 'system', actions: [{ use: 'http.post', with: { secretHeaders: '$data.x' } }] },
    ];
    expect(checkDefinition({ ...written(), steps }, withPost).findings.map(({ code, path }) => [code, path])).toEqual([
      ['UNKNOWN_CALENDAR', '/steps/0/calendar'],
      ['INVALID_DEFINITION', '/steps/0/escalation/levels/0'],
      ['INVALID_DEFINITION', '/steps/1/actions/0/with/secretHeaders'],
    ]);
    expect(found({ ...written(), steps: [{ ...APPROVAL, onReject: { goto: 'gone' } }] })).toEqual([
      ['INVALID_STEP_DEPENDENCY', '/steps/0/onReject/goto'],
    ]);
  });
  it('is not an error where it is only doubtful', () => {
    const { findings } = check({ ...written(), steps: [{ ...APPROVAL, distinctFrom: [] }] });
    expect(findings).toMatchObject([{ severity: 'warning', code: 'SELF_APPROVAL_POSSIBLE' }]);
    expect(refusalOf(findings)).toBeNull();
  });
});

describe('the refusal', () => {
  it('is not there without errors: doubts do not stop anybody', () => {
    expect(refusalOf([])).toBeNull();
    expect(refusalOf([doubt('TABLE_GAP', '/rules/t', 'Perhaps.')])).toBeNull();
  });
  it('has the reason and place of the first error, and all findings for programs', () => {
    const findings = [
      doubt('NOT_PROVEN', '/rules/t', 'Hm.'),
      problem('UNKNOWN_ROLE', '/steps/0', 'No.'),
      problem('UNKNOWN_ACTION', '/steps/1', 'No.'),
    ];
    expect(refusalOf(findings)).toEqual({
      reason: 'UNKNOWN_ROLE',
      message: '/steps/0: No. (and 1 more)',
      details: { findings },
    });
  });
  it('is of an invalid definition where the finding is no reason of its own', () => {
    expect(refusalOf([problem('TABLE_GAP', '', 'A gap.')])).toMatchObject({
      reason: 'INVALID_DEFINITION',
      message: 'The definition: A gap.',
    });
  });
});
