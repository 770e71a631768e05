// Rules of how surely it must be known who decides.
import { describe, expect, it } from 'vitest';
import { assuranceNeeded, isEnough } from './assurance.ts';
import type { JsonObject } from './json.ts';
import { approval, type DefinitionFields, define, manual, type StepInput, startCommand } from './testing/build.ts';
import { Story } from './testing/story.ts';

const HIGH: DefinitionFields = { rules: { highValue: { amount: { $gte: 50_000 } } } };
const tell = (step: StepInput, data: JsonObject, fields: DefinitionFields = {}): Story =>
  new Story(define([step], fields), { start: startCommand({ data }) });
const needed = (step: StepInput, amount: number, fields: DefinitionFields = {}) => {
  const { definition, instance } = tell(step, { amount }, fields);
  const [first] = definition.steps;
  if (first === undefined) throw new Error('a definition has a step');
  return assuranceNeeded(definition, instance, first);
};

describe('what a step asks for', () => {
  it('is a reply unless the definition says more', () => expect(needed(approval('review'), 90_000)).toBe('reply'));
  it('is the page where the rule "highValue" holds', () => {
    expect(needed(approval('review'), 50_000, HIGH)).toBe('link');
    expect(needed(approval('review'), 49_999, HIGH)).toBe('reply');
    expect(needed(manual('visit'), 50_000, HIGH)).toBe('link');
  });
  it('is not asked of a decision table that happens to have the name', () =>
    expect(
      needed(approval('review'), 1, { rules: { highValue: { hit: 'first', rows: [{ when: {}, then: 'role:cro' }] } } }),
    ).toBe('reply'));
  it('is what the step itself says', () => {
    const step = approval('review', {
      stepUp: { page: { amount: { $gte: 10 } }, signIn: { amount: { $gte: 100 } } },
    });
    expect([9, 10, 100].map((amount) => needed(step, amount, HIGH))).toEqual(['reply', 'link', 'sign_in']);
  });
  it('may be a sign-in alone, beside the rule', () => {
    const step = approval('review', { stepUp: { signIn: { amount: { $gte: 100_000 } } } });
    expect([1, 50_000, 100_000].map((amount) => needed(step, amount, HIGH))).toEqual(['reply', 'link', 'sign_in']);
  });
});

describe('a decision', () => {
  const cases = [
    ['reply', 'reply', true],
    ['reply', 'link', false],
    ['link', 'link', true],
    ['link', 'sign_in', false],
    ['sign_in', 'sign_in', true],
  ] as const;
  for (const [given, asked, enough] of cases)
    it(`by ${given} is ${enough ? '' : 'not '}enough for ${asked}`, () => expect(isEnough(given, asked)).toBe(enough));

  const high = (): Story => tell(approval('review', { assignedTo: 'user:cro-1' }), { amount: 60_000 }, HIGH);
  const by = (assurance: 'reply' | 'link') =>
    ({ type: 'approve_step', actor: 'cro-1', stepId: 'review', assurance }) as const;
  it('of high value by a reply is refused and changes nothing; by the page, or signed in, it is taken', () => {
    const story = high();
    expect(story.refusal(by('reply'))).toBe('STEP_UP_REQUIRED');
    expect(story.state('review')).toBe('assigned');
    expect(story.ask(by('link')).instance.outcome).toBe('approved');
    expect(high().approve('cro-1', 'review').instance.outcome).toBe('approved');
  });
  it('that needs a sign-in says so', () => {
    const step = approval('review', { assignedTo: 'user:cro-1', stepUp: { signIn: { amount: { $gte: 1 } } } });
    const story = tell(step, { amount: 1 });
    const actor = story.context.directory.users['cro-1'];
    if (actor === undefined) throw new Error('cro-1 is there');
    expect(story.try({ ...by('link'), actor })).toMatchObject({
      reason: 'STEP_UP_REQUIRED',
      details: { needs: 'sign_in' },
    });
    expect(story.try({ ...by('reply'), actor })?.message).toBe('"review" is decided only by those who have signed in.');
  });
  it('of somebody who may not decide is refused for that, whatever it is worth', () => {
    expect(high().refusal({ ...by('reply'), actor: 'cro-2' })).toBe('NOT_ASSIGNED');
  });
});
