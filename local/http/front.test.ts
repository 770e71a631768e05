// The front needs something to stand in front of.
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { putInFront } from './front.ts';

it('a server without request handling is a mistake that shows at once', () => {
  const answer = async () => ({ status: 404, type: 'text/plain', text: '' });
  const options = { bodyBytesMax: 1, tooLarge: answer, badPath: answer };
  expect(() => putInFront(createServer(), options)).toThrow(/listens to no requests/);
});
