// What is kept of an answer: nothing of the secrets that were sent.
import { expect, it } from 'vitest';
import { answerOf } from './answer.ts';

const read = (body: unknown, secrets: readonly string[]) => answerOf(Buffer.from(JSON.stringify(body)), secrets);

it('a secret that is part of another one leaves nothing of the other', () => {
  const secrets = ['first-part', 'first-part-and-canary'];
  expect(read({ a: secrets[1], b: secrets[0] }, secrets)).toEqual({ ok: true, value: { a: '•••', b: '•••' } });
});

it('a short word beside the secret, such as the scheme, is left alone', () => {
  expect(read('Bearer of news', ['Bearer canary-token'])).toEqual({ ok: true, value: 'Bearer of news' });
});

it('no secret, or one without any text, hides nothing', () => {
  expect(read('plain', [''])).toEqual({ ok: true, value: 'plain' });
});
