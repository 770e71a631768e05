// Findings: a problem stops publication, a doubt does not.
import { expect, it } from 'vitest';
import { doubt, problem } from './finding.ts';

it('is an error as a problem and a warning as a doubt, each with its place', () => {
  expect(problem('UNKNOWN_ROLE', '/steps/0', 'No.')).toEqual({
    severity: 'error',
    code: 'UNKNOWN_ROLE',
    path: '/steps/0',
    message: 'No.',
  });
  expect(doubt('NOT_PROVEN', '/rules/t', 'Perhaps.').severity).toBe('warning');
});
