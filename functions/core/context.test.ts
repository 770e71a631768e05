// People are looked up by their own ids.
import { expect, it } from 'vitest';
import { personOf } from './context.ts';
import { contextWith, person } from './testing/sample-people.ts';

const { directory } = contextWith([person('sr-1')]);

it('finds a person by id', () => expect(personOf(directory, 'sr-1')?.id).toBe('sr-1'));
it.each(['sr-2', 'constructor', 'toString', 'valueOf', '__proto__'])('finds nobody under "%s"', (id) =>
  expect(personOf(directory, id)).toBeUndefined(),
);
