// Which secret a request carries is written in the definition.
import { describe, expect, it } from 'vitest';
import type { Json } from '../../json.ts';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { checkSecrets } from './secrets.ts';

type Fields = NonNullable<Parameters<typeof written>[0]>;
const found = (step: object): readonly (readonly [string, string])[] =>
  checkSecrets(definitionWith({ steps: [APPROVAL, { id: 'post', type: 'system', ...step }] } as Fields)).map(
    ({ code, path }) => [code, path],
  );
const post = (secretHeaders: Json, use = 'http.post') => ({ use, with: { url: '$data.url', secretHeaders } });

describe('secret headers', () => {
  it('are names of secrets, as many as a request needs', () => {
    expect(found({ actions: [post({ Authorization: 'secret:PARTNER', 'x-key': 'secret:key_2' })] })).toEqual([]);
    expect(found({ actions: [post({}), 'http.post', { use: 'http.post' }, { use: 'http.post', with: {} }] })).toEqual(
      [],
    );
  });
  it.each([
    [{ Authorization: '$data.secret' }],
    [{ Authorization: 'Bearer abc' }],
    [{ Authorization: 'secret:' }],
    [{ Authorization: 'secret:../PARTNER' }],
    [{ Authorization: 'a secret:PARTNER' }],
    [{ Authorization: ['secret:PARTNER'] }],
    [{ Authorization: { of: 'secret:PARTNER' } }],
    [{ Authorization: 'secret:PARTNER', other: null }],
    ['$data.headers'],
    [['secret:PARTNER']],
  ])('are no %j', (headers) =>
    expect(found({ actions: [post(headers as Json)] })).toEqual([
      ['INVALID_DEFINITION', '/steps/1/actions/0/with/secretHeaders'],
    ]),
  );
  it('are found in what undoes, too, and at the action that has them', () => {
    const wrong = post({ Authorization: '$data.secret' });
    expect(found({ actions: ['orders.validate', wrong], compensate: [wrong] })).toEqual([
      ['INVALID_DEFINITION', '/steps/1/actions/1/with/secretHeaders'],
      ['INVALID_DEFINITION', '/steps/1/compensate/0/with/secretHeaders'],
    ]);
  });
  it('are what an action of another name makes of them', () =>
    expect(found({ actions: [post('$data.headers', 'orders.post')] })).toEqual([]));
});
