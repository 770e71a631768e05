// Which IP addresses a call may go to: public unicast ones, and nothing that leads back inside.

/** Not public by the special-purpose registry, and the platforms' own addresses. */
const CLOSED_V4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // behind a carrier's NAT
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a cloud's own services, on an address that looks public
  '169.254.0.0/16', // link-local, with the metadata servers
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // multicast tunnels
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, with broadcast
];

/** Only this is global unicast: loopback, unique-local, link-local, mapped and NAT64 addresses lie outside. */
const OPEN_V6 = '2000::/3';
/** Within it, what is not public or carries another address inside. */
const CLOSED_V6 = [
  '2001::/23', // protocol assignments, with Teredo
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address inside
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];
/** Interface ids of ISATAP: the IPv4 address in the last 32 bits is the true destination. */
const ISATAP: ReadonlySet<bigint> = new Set([0x00005efen, 0x02005efen]);

interface Range {
  readonly prefix: bigint;
  readonly shift: bigint;
}

/** Whether the text is an address, spelled plainly, that is public. Anything else is not. */
export function isPublicAddress(text: string): boolean {
  const four = parseIpv4(text);
  if (four !== null) return !CLOSED_V4_RANGES.some((range) => contains(range, four));
  const six = parseIpv6(text);
  if (six === null || !contains(OPEN_V6_RANGE, six)) return false;
  return !CLOSED_V6_RANGES.some((range) => contains(range, six)) && !ISATAP.has((six >> 32n) & 0xffffffffn);
}

/** Four decimal numbers without leading zeros; the value as 32 bits, or null. */
export function parseIpv4(text: string): bigint | null {
  if (!/^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(text)) return null;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? joined(bytes, 8n) : null;
}

/** Any spelling of RFC 4291 without a zone; the value as 128 bits, or null. */
export function parseIpv6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = halves.map(groupsOf);
  const [head, tail] = groups;
  if (head === undefined || head === null || tail === null) return null;
  // Only the very end may be spelled as IPv4: a head that ends so leaves no place for a tail.
  if (tail !== undefined && halves[0]?.includes('.')) return null;
  if (tail === undefined) return head.length === 8 ? joined(head, 16n) : null;
  const zeros = 8 - head.length - tail.length;
  return zeros < 1 ? null : joined([...head, ...new Array<number>(zeros).fill(0), ...tail], 16n);
}

function groupsOf(text: string): readonly number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [i, part] of parts.entries()) {
    const four = i === parts.length - 1 ? parseIpv4(part) : null;
    if (four !== null) groups.push(Number(four >> 16n), Number(four & 0xffffn));
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

const joined = (parts: readonly number[], bits: bigint): bigint =>
  parts.reduce((value, part) => (value << bits) | BigInt(part), 0n);

const contains = ({ prefix, shift }: Range, value: bigint): boolean => value >> shift === prefix;

function rangeOf(text: string, bits: number, parse: (address: string) => bigint | null): Range {
  const [address = '', length] = text.split('/');
  const value = parse(address);
  if (value === null) throw new TypeError(`${text} is no range of addresses`);
  const shift = BigInt(bits - Number(length));
  return { prefix: value >> shift, shift };
}

const CLOSED_V4_RANGES = CLOSED_V4.map((text) => rangeOf(text, 32, parseIpv4));
const CLOSED_V6_RANGES = CLOSED_V6.map((text) => rangeOf(text, 128, parseIpv6));
const OPEN_V6_RANGE = rangeOf(OPEN_V6, 128, parseIpv6);
