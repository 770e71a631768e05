// Reads a request's body up to a limit, and answers what is larger without reading it whole.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a client still sends after its refusal is thrown away, up to here, so that it gets to read the answer. */
const LINGER_BYTES_MAX = 4 * 1024 * 1024;
const LINGER_MS = 2_000;

/** The body's bytes, or null as soon as it is known to have more than `bytesMax`. Rejects when the client goes away. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        request.off('data', take);
        resolve(null);
      } else chunks.push(chunk);
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the client went away')));
  });
}

/**
 * Answers before the request was read, then closes. A connection closed while the client still sends is reset, and the
 * answer lost with it: so the answer is complete at once, and the end comes when the client is done or has had its time.
 */
export function answerUnread(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, text }: { readonly status: number; readonly type: string; readonly text: string },
): void {
  const body = Buffer.from(text);
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, connection: 'close' });
  response.write(body);
  const timeout = setTimeout(finish, LINGER_MS);
  let bytes = 0;
  function finish(): void {
    clearTimeout(timeout);
    response.end();
  }
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LINGER_BYTES_MAX) finish();
  });
  request.once('end', finish);
  request.once('close', finish);
  request.resume();
}
