// Puts our own reading of bodies, headers and bad paths in front of the functions framework's request handling.
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { answerUnread, readBody } from './body.ts';
import { secure } from './security.ts';

export interface FrontOptions {
  readonly bodyBytesMax: number;
  /** The answer to a request whose body is larger. */
  readonly tooLarge: (request: IncomingMessage) => Promise<Answer>;
  /** The answer to a path that no URL can have. */
  readonly badPath: (request: IncomingMessage) => Promise<Answer>;
}

/** Body by request, from the front to the function behind the framework. */
export interface Bodies {
  of(request: IncomingMessage): Uint8Array;
}

/**
 * The framework parses JSON before it calls the function, answers what is not JSON with a page of its own, and reads up
 * to 1 GiB. Its parsers pass over a request whose stream was read to the end before; so the body is read here, within
 * our limit, and the function parses it. Everything else (its routing, its contexts, its failure handling) stays as it
 * is in the cloud, where the platform in front of the framework bounds the body in the same way.
 */
export function putInFront(server: Server, options: FrontOptions): Bodies {
  const [framework] = server.listeners('request') as RequestListener[];
  if (framework === undefined) throw new Error('the framework listens to no requests');
  const bodies = new WeakMap<IncomingMessage, Uint8Array>();

  async function receive(request: IncomingMessage, response: ServerResponse, next: RequestListener): Promise<void> {
    secure(response);
    if (!server.listening) response.setHeader('connection', 'close');
    if (!isPath(request.url)) return answerUnread(request, response, await options.badPath(request));
    const body = await readBody(request, options.bodyBytesMax);
    if (body === null) return answerUnread(request, response, await options.tooLarge(request));
    bodies.set(request, body);
    next(request, response);
  }

  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    // Only a client that goes away while it sends ends here: there is nobody left to answer.
    receive(request, response, framework).catch(() => response.destroy());
  });
  return { of: (request) => bodies.get(request) ?? new Uint8Array() };
}

function isPath(url: string | undefined): boolean {
  try {
    return decodeURIComponent(url ?? '').startsWith('/');
  } catch {
    return false;
  }
}
