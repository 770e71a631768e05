// The digits by which a person names a task in a reply. No secret: they mean something only from that person's own phone.

export const CODE_DIGITS = 8;
/** As many as a message shows. */
export const SHORT_CODE_DIGITS = 4;

/** Eight digits. A new attempt of the step has others, and so has the same task in the hands of another person. */
export function replyCode(instanceId: string, stepId: string, attempt: number, userId: string): string {
  const hash = mixed(JSON.stringify([instanceId, stepId, attempt, userId]));
  return String(hash % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

export const shortCode = (...task: Parameters<typeof replyCode>): string =>
  replyCode(...task).slice(0, SHORT_CODE_DIGITS);

/** How many digits tell this code from the others: the short ones, or six, or all. */
export function tellingDigits(code: string, others: readonly string[]): number {
  const isTold = (digits: number): boolean => others.every((other) => !other.startsWith(code.slice(0, digits)));
  return [SHORT_CODE_DIGITS, 6].find(isTold) ?? CODE_DIGITS;
}

/** 32 bits, every one of which depends on every character (the mixing steps of MurmurHash3). */
function mixed(text: string): number {
  let hash = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    hash ^= Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
