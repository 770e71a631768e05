// What the action needs of the machine: names resolved, and one request sent to addresses that were checked.

export interface HttpRequest {
  /** The name for TLS and the Host header; it is not resolved again. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** Addresses that may be connected to; the first that answers is used. */
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly responseBytesMax: number;
  /** Ends the request at once. */
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** The body of a 2xx answer; null: it is larger than `responseBytesMax`. Of other answers it is not read. */
  readonly body: Uint8Array | null;
}

/** Sends one POST and follows no redirect. Throws where there is no whole answer. */
export type HttpConnect = (request: HttpRequest) => Promise<HttpResponse>;

/** The IP addresses of a host name, as text. */
export type HttpResolve = (host: string) => Promise<readonly string[]>;
