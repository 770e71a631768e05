// Where a call may go: plain https URLs to allowed hosts, and no other spelling of anything.
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowListOf, targetOf } from './target.ts';

const allowed = allowListOf(['api.example.com', '*.partner.example', 'ops.example.com:8443', '*.lab.example:9000']);
const outcome = (url: unknown) => targetOf(url, allowed);

describe('a target', () => {
  it.each([
    ['https://api.example.com/v1/orders?id=1', { host: 'api.example.com', port: 443, path: '/v1/orders?id=1' }],
    ['https://api.example.com', { host: 'api.example.com', port: 443, path: '/' }],
    ['https://api.example.com?x=1', { host: 'api.example.com', port: 443, path: '/?x=1' }],
    ['HTTPS://API.Example.COM/A', { host: 'api.example.com', port: 443, path: '/A' }],
    ['https://api.example.com:443/', { host: 'api.example.com', port: 443, path: '/' }],
    ['https://api.example.com/a/../b/./c', { host: 'api.example.com', port: 443, path: '/b/c' }],
    ['https://api.example.com/a%20b@c', { host: 'api.example.com', port: 443, path: '/a%20b@c' }],
    ['https://a.partner.example/', { host: 'a.partner.example', port: 443, path: '/' }],
    ['https://a.b.partner.example/', { host: 'a.b.partner.example', port: 443, path: '/' }],
    ['https://ops.example.com:8443/x', { host: 'ops.example.com', port: 8443, path: '/x' }],
    ['https://one.lab.example:9000/x', { host: 'one.lab.example', port: 9000, path: '/x' }],
  ])('is %s', (url, target) => expect(outcome(url)).toEqual({ ok: true, value: target }));

  it.each([
    // Another scheme, or none.
    'http://api.example.com/',
    'ftp://api.example.com/',
    '//api.example.com/',
    'api.example.com',
    ' https://api.example.com/',
    'https:/api.example.com/',
    'https:api.example.com/',
    'https:///api.example.com/',
    // Another authority than it seems.
    'https://api.example.com@evil.example/',
    'https://user:pass@api.example.com/',
    'https://@api.example.com/',
    'https://evil.example\\@api.example.com/',
    'https://api.example.com\\.evil.example/',
    'https://evil.example#@api.example.com/',
    'https://api.example.com#fragment',
    'https://api.example.com/#',
    'https://api.example.com%2eevil.example/',
    'https://api%2eexample.com/',
    'https://api.example.com:443@evil.example/',
    // Ports.
    'https://api.example.com:8443/',
    'https://api.example.com:80/',
    'https://ops.example.com/',
    'https://ops.example.com:443/',
    'https://one.lab.example/',
    'https://api.example.com:/',
    'https://api.example.com:0/',
    'https://api.example.com:65979/',
    'https://api.example.com:4４3/',
    'https://api.example.com:+443/',
    // Hosts that only look right.
    'https://api.example.com./',
    'https://.api.example.com/',
    'https://api..example.com/',
    'https://-api.example.com/',
    'https://api_.example.com/',
    'https://xapi.example.com/',
    'https://evil-partner.example/',
    'https://partner.example/',
    'https://partner.example.evil.example/',
    'https://api.example.com.evil.example/',
    'https://аpi.example.com/',
    'https://api。example.com/',
    'https://api.example．com/',
    'https://api.exa\u00admple.com/',
    'https://api.exam\u200bple.com/',
    'https://api.example.com\u2060/',
    'https://ａpi.example.com/',
    'https://xn--.partner.example/',
    `https://${'a'.repeat(64)}.partner.example/`,
    `https://${'a.'.repeat(130)}partner.example/`,
    // Addresses in every clothing.
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://8.8.8.8/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://localhost/',
    'https://metadata.google.internal/',
    // What ends lines or is cut off somewhere.
    'https://api.example.com/a b',
    'https://api.example.com/a\tb',
    'https://api.example.com/a\r\nHost: evil.example',
    'https://api.exa\nmple.com/',
    'https://api.example.com/\0',
    'https://api.example.com/é',
    'https://api.example.com/%zz',
    'https://api.example.com/%',
    'https://api.example.com/[]',
    `https://api.example.com/${'a'.repeat(2_048)}`,
    '',
    null,
    17,
    undefined,
    ['https://api.example.com/'],
  ])('is not %j', (url) => expect(outcome(url).ok).toBe(false));

  it('is nothing where nothing is allowed', () => {
    expect(targetOf('https://api.example.com/', allowListOf([])).ok).toBe(false);
  });

  it('says why not without repeating anything of the URL', () => {
    for (const url of [
      'https://canary.example/canary',
      'https://canary@api.example.com/',
      'canary',
      'https://canary%/',
    ])
      expect(JSON.stringify(outcome(url))).not.toContain('canary');
  });

  it('whatever the spelling, is an allowed name and no address, and is what the URL parser reads too', () => {
    const piece = fc.constantFrom(
      ...['https://', 'HTTPS:', '//', '/', '\\', '@', ':', '#', '?', '%2f', '%40', '.', '。', '\t', '\u200b', '[', ']'],
      ...['api.example.com', 'a.partner.example', 'ops.example.com:8443', 'evil.example', '127.0.0.1', '0x7f.1', '::1'],
      ...['2130706433', 'user:pass@', '443', '8443', '..', 'localhost', 'xn--', 'а', '%00'],
    );
    const spelling = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 6 }).map((pieces) => `https://${pieces.join('')}`),
      fc.array(piece, { maxLength: 4 }).map((pieces) => `https://api.example.com${pieces.join('')}`),
    );
    let accepted = 0;
    fc.assert(
      fc.property(spelling, (url) => {
        const result = outcome(url);
        if (!result.ok) return;
        accepted += 1;
        const { host, port, path } = result.value;
        expect(isIP(host)).toBe(0);
        expect(`${host}:${port}`).toMatch(
          /^(?:api\.example\.com:443|[a-z0-9.-]+\.partner\.example:443|ops\.example\.com:8443)$/,
        );
        const again = new URL(url);
        expect([again.protocol, again.hostname, again.username, again.password, again.hash]).toEqual([
          'https:',
          host,
          '',
          '',
          '',
        ]);
        expect(path).toMatch(/^\/[!-~]*$/);
      }),
      { numRuns: 20_000, seed: 20_260_301 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('an allow-list', () => {
  it.each(['', '*', '*.com', 'com', 'localhost', '10.0.0.1', '[::1]', 'a.example:0', 'a.example:65536', 'a.*.example'])(
    'refuses the entry %j',
    (entry) => expect(() => allowListOf([entry])).toThrow(TypeError),
  );
  it.each(['https://a.example', 'a.example/', 'a.example.', '*a.example', 'ａ.example', 'a.example:', ' a.example'])(
    'refuses the entry %j',
    (entry) => expect(() => allowListOf(['ok.example', entry])).toThrow(entry),
  );
  it('reads names without regard to case', () => {
    expect(allowListOf(['API.Example.com'])).toEqual([{ host: 'api.example.com', port: 443, isSuffix: false }]);
  });
});
