// The registry of step kinds.
import { expect, it } from 'vitest';
import { approval, define, manual, notification, system } from '../testing/build.ts';
import { kindOf } from './index.ts';

it('every type of step has its own kind', () => {
  const { steps } = define([approval('a'), manual('b'), notification('c'), system('d')]);
  expect(steps.map((step) => kindOf(step).accepts)).toEqual([
    ['approve_step', 'reject_step', 'request_changes', 'claim_task', 'release_task', 'delegate_task'],
    ['complete_step', 'claim_task', 'release_task', 'delegate_task'],
    [],
    [],
  ]);
  expect(new Set(steps.map(kindOf)).size).toBe(4);
});
