// Rules of paths.
import { expect, it } from 'vitest';
import { matchPath, toUrl } from './match.ts';

it('a path matches part by part, and its names come decoded', () => {
  expect(matchPath('/', '/')).toEqual({});
  expect(matchPath('/approvals', '/approvals/')).toEqual({});
  expect(matchPath('/decide/:instanceId/:stepId', '/decide/a%2Fb/check')).toEqual({
    instanceId: 'a/b',
    stepId: 'check',
  });
  expect(matchPath('/decide/:instanceId/:stepId', '/decide/a')).toBeNull();
  expect(matchPath('/requests/new', '/requests/old')).toBeNull();
  expect(matchPath('/x/:id', '/x/%E0%A4')).toEqual({ id: '%E0%A4' });
});

it('a query holds what is there and nothing else', () => {
  expect(toUrl('/requests')).toBe('/requests');
  expect(toUrl('/requests', { show: 'open', find: '', due: null, more: undefined })).toBe('/requests?show=open');
  expect(toUrl('/x', { find: 'a & b' })).toBe('/x?find=a+%26+b');
});
