// Whether a request comes from this very machine: what signing in without a password asks for.
import type { IncomingMessage } from 'node:http';

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.|^::1$/;
const LOOPBACK_HOST = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'];

/**
 * The connection, the name it was called by and the page it comes from are all local. The name matters because a
 * foreign page can have its own name resolve to this machine; a proxy speaks for somebody who may be anywhere.
 */
export function isLoopback({ socket, headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') || !LOOPBACK_HOST.test(host)) return false;
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  return origin === undefined || origin === `http://${host}`;
}
