// Links into the Console, and providers in one list.
import { describe, expect, it } from 'vitest';
import { consoleLinks } from './console-links.ts';
import { type Health, providerRows } from './providers.ts';

const health = (providers: Health['effects']['providers'], down: Health['channels']['down'] = []): Health => ({
  version: '1',
  now: '2026-03-02T10:00:00.000Z',
  status: 'ok',
  sweeper: { backlog: 0, more: false },
  incidents: { count: 0, more: false, kinds: {} },
  effects: { looked: 0, more: false, providers },
  channels: { down },
  digests: {},
});

describe('links into the Console', () => {
  it('carry the project and the query, escaped', () => {
    const { dashboards, sweeps } = consoleLinks('a b&c');
    expect(dashboards).toBe('https://console.cloud.google.com/monitoring/dashboards?project=a%20b%26c');
    const url = new URL(sweeps);
    expect(url.searchParams.get('project')).toBe('a b&c');
    expect(decodeURIComponent(url.pathname)).toContain('jsonPayload.event="sweep_done"');
  });
});

describe('providers', () => {
  it('are those with something to do, each with whether it is out of order', () => {
    const since = '2026-03-02T09:00:00.000Z';
    expect(
      providerRows(health([{ provider: 'email', pending: 2, failing: 1 }], [{ channel: 'email', since }])),
    ).toEqual([{ provider: 'email', pending: 2, failing: 1, downSince: since }]);
  });
  it('that are out of order come first even though nothing waits', () => {
    const rows = providerRows(
      health([{ provider: 'email', pending: 1, failing: 0 }], [{ channel: 'whatsapp', since: 's' }]),
    );
    expect(rows.map(({ provider }) => provider)).toEqual(['whatsapp', 'email']);
  });
});
