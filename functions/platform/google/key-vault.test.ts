// The key vault of a deployment: which secrets it takes, and that it never tells what is in one.
import { expect, it } from 'vitest';
import { openKeyVault } from './key-vault.ts';

const key = (byte: number, length = 32): string => Buffer.alloc(length, byte).toString('base64');

it('the highest number wraps, whatever the order of writing', async () => {
  const vault = openKeyVault({ secret: JSON.stringify({ 10: key(1), 9: key(2), 1: key(3) }) });
  expect((await vault.wrap(Buffer.alloc(32), 'x')).version).toBe('10');
});

it('what was wrapped before a rotation unwraps after it, and not with another key of that number', async () => {
  const { wrapped, version } = await openKeyVault({ secret: JSON.stringify({ 1: key(1) }) }).wrap(
    Buffer.alloc(32),
    'x',
  );
  const rotated = openKeyVault({ secret: JSON.stringify({ 1: key(1), 2: key(2) }) });
  expect(Buffer.from(await rotated.unwrap(wrapped, version, 'x'))).toEqual(Buffer.alloc(32));
  const wrong = openKeyVault({ secret: JSON.stringify({ 1: key(2) }) });
  await expect(wrong.unwrap(wrapped, version, 'x')).rejects.toThrow('does not unwrap');
});

it.each([
  '',
  'canary',
  'null',
  '[]',
  '{}',
  '"canary"',
  `{"1":"${key(1, 31)}"}`,
  `{"1":"${key(1)}","2":"canary"}`,
  `{"1":"${key(1)}","two":"${key(2)}"}`,
  `{"1":{"canary":1}}`,
])('a secret that says %s is refused with the form it has to have, and is not repeated', (secret) => {
  const opening = () => openKeyVault({ secret });
  expect(opening).toThrow('32 random bytes in base64');
  expect(opening).not.toThrow(/canary|AQEB/);
});
