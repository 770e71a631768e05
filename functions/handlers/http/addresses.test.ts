// Which addresses a call may go to: a table, and every special-purpose range against the runtime's own arithmetic.
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, parseIpv4, parseIpv6 } from './addresses.ts';

// The same cases in every run: a failure is there again when somebody looks.
fc.configureGlobal({ seed: 20_261_127 });

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '93.184.215.14',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:200::1',
  '2003::',
  '2606:4700:4700::1111',
  '2A00:1450:4001:82A::200E',
  '2a00:1450:4001:82a:0:0:1.2.3.4',
  '3ffe::1',
];

const CLOSED = [
  '0.0.0.0',
  '0.255.255.255',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.100.100.200',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  '0000:0000:0000:0000:0000:0000:0000:0001',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '::FFFF:7f00:1',
  '::ffff:8.8.8.8',
  '::ffff:0:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::808:808',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:0:53aa:64c:0:0:0:0',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '2002:a9fe:a9fe::',
  '2606:4700::5efe:10.0.0.1',
  '2606:4700::200:5efe:a9fe:a9fe',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fdff:ffff::1',
  'fe80::1',
  'febf::1',
  'fec0::1',
  'ff02::1',
  'ff0e::1',
];

const NO_ADDRESS = [
  '',
  ' 8.8.8.8',
  '8.8.8.8 ',
  '8.8.8.8\n',
  '8.8.8',
  '8.8.8.8.8',
  '8.8.8.8.',
  '.8.8.8.8',
  '08.8.8.8',
  '8.8.8.010',
  '0x8.8.8.8',
  '8.8.8.256',
  '134744072',
  '8.8.8.8:443',
  '[2606:4700::1]',
  '2606:4700::1%eth0',
  '2606:4700:::1',
  '2606::4700::1',
  ':2606:4700::1',
  '2606:4700:1:2:3:4:5',
  '2606:4700:1:2:3:4:5:6:7',
  '2606:4700:1:2:3:4:5:6::',
  '2606:4700::12345',
  '2606:4700::g',
  '2606:4700:1.2.3.4::1',
  '2606:4700::1.2.3.256',
  '２606:4700::1',
  'localhost',
  'example.com',
];

describe('a public address', () => {
  it.each(PUBLIC)('is %s', (address) => expect(isPublicAddress(address)).toBe(true));
  it.each(CLOSED)('is not %s', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(NO_ADDRESS)('is not the text %j', (text) => expect(isPublicAddress(text)).toBe(false));
});

/** The ranges that lead inside, in the runtime's own words; two lists, for it takes IPv4 for mapped IPv6. */
const inside4 = new BlockList();
const inside6 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside4.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 3],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['4000::', 2],
  ['8000::', 1],
] as const)
  inside6.addSubnet(net, bits, 'ipv6');

describe('arithmetic', () => {
  it('lets nothing pass that the runtime finds in a range that leads inside', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => !(inside4.check(address, 'ipv4') && isPublicAddress(address))),
      { numRuns: 5_000 },
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => !(inside6.check(address, 'ipv6') && isPublicAddress(address))),
      { numRuns: 5_000 },
    );
  });

  it('lets no inner IPv4 address pass in the clothes of an IPv6 one', () => {
    const inner = fc.ipV4().filter((address) => inside4.check(address, 'ipv4'));
    const clothes = fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::', '2600::5efe:');
    fc.assert(fc.property(clothes, inner, (prefix, address) => !isPublicAddress(`${prefix}${address}`)));
  });

  it('takes for an address exactly what the runtime takes for one, zones apart', () => {
    const part = fc.constantFrom('0', '1', 'ffff', 'FE80', '12345', 'g', '', ':', '::', '.', '1.2.3.4', '01', '255');
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.array(part, { maxLength: 9 }).map((parts) => parts.join(':')),
      fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(text, (one) => {
        expect(parseIpv4(one) !== null).toBe(isIPv4(one));
        expect(parseIpv6(one) !== null).toBe(isIPv6(one) && !one.includes('%'));
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads every spelling of an address as the same value', () => {
    expect(parseIpv4('1.2.3.4')).toBe(0x01020304n);
    const value = 0x20010db8000000000000000001020304n;
    for (const text of [
      '2001:db8::102:304',
      '2001:0DB8:0:0::0102:0304',
      '2001:db8:0:0:0:0:1.2.3.4',
      '2001:db8::1.2.3.4',
    ])
      expect(parseIpv6(text)).toBe(value);
  });
});
