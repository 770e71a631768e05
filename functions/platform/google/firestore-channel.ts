// The gRPC calls to Firestore: the messages of the official client, without its retries and its wrapping of every call.
import {
  CallCredentials,
  type CallOptions,
  type ChannelCredentials,
  Client,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import type { GoogleAuth } from 'google-auth-library';

/** One message type of the generated client. */
interface Message<Plain, Decoded> {
  encode(message: Plain): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Decoded;
}
export interface Method<Request, Response> {
  readonly name: string;
  readonly request: Pick<Message<Request, unknown>, 'encode'>;
  readonly response: Pick<Message<never, Response>, 'decode'>;
}

/** Calls reject with what gRPC answered: a `ServiceError`. */
export interface Channel {
  unary<Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response>;
  /** All messages of the stream. */
  stream<Request, Response>(method: Method<Request, Response>, request: Request): Promise<readonly Response[]>;
  close(): void;
}

export interface ChannelSettings {
  readonly projectId: string;
  /** `projects/<project>/databases/<database>`. */
  readonly database: string;
  readonly deadlineMs: number;
  /** host:port of the emulator; absent: Firestore itself, with the credentials of the environment. */
  readonly emulator: string | undefined;
  /** Where Firestore is, and the authority (PEM) that vouches for it; by default the public one. */
  readonly endpoint?: { readonly host: string; readonly authority: Buffer };
}

const HOST = 'firestore.googleapis.com:443';
const SCOPE = 'https://www.googleapis.com/auth/datastore';
const CHANNEL_OPTIONS = {
  // A document is at most 1 MiB, but one request may carry several.
  'grpc.max_send_message_length': -1,
  'grpc.max_receive_message_length': -1,
  // The engine owns the retry loop, and no service configuration in the DNS shall say otherwise.
  'grpc.enable_retries': 0,
  'grpc.service_config_disable_resolution': 1,
  // Statistics of every call for a debugger that nobody attaches.
  'grpc.enable_channelz': 0,
  // Without these a test's or a function's second client would share the first one's connection and its fate.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 5_000,
};

export function openChannel({ projectId, database, deadlineMs, emulator, endpoint }: ChannelSettings): Channel {
  const client = new Client(
    emulator ?? endpoint?.host ?? HOST,
    emulator === undefined ? secure(projectId, endpoint?.authority ?? null) : credentials.createInsecure(),
    CHANNEL_OPTIONS,
  );
  const metadata = metadataOf(database, emulator !== undefined);
  const options = (): CallOptions => ({ deadline: Date.now() + deadlineMs });
  const pathOf = (name: string): string => `/google.firestore.v1.Firestore/${name}`;
  return {
    unary: ({ name, request: { encode }, response }, argument) =>
      new Promise((resolve, reject) => {
        withoutStack(() =>
          client.makeUnaryRequest(
            pathOf(name),
            (message) => encode(message).finish() as Buffer,
            (bytes) => response.decode(bytes),
            argument,
            metadata,
            options(),
            (error, value) => (error === null && value !== undefined ? resolve(value) : reject(error)),
          ),
        );
      }),
    stream: <Request, Response>({ name, request, response }: Method<Request, Response>, argument: Request) =>
      new Promise<readonly Response[]>((resolve, reject) => {
        const answers: Response[] = [];
        withoutStack(() =>
          client.makeServerStreamRequest(
            pathOf(name),
            (message: Request) => request.encode(message).finish() as Buffer,
            (bytes: Buffer) => response.decode(bytes),
            argument,
            metadata,
            options(),
          ),
        )
          .on('data', (answer: Response) => void answers.push(answer))
          .on('error', (error: ServiceError) => reject(error))
          .on('end', () => resolve(answers));
      }),
    close: () => client.close(),
  };
}

/**
 * gRPC takes the stack of every call, to show it should the call fail: a tenth of what a call costs here. The errors that
 * the stores throw have their own.
 */
function withoutStack<T>(call: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function metadataOf(database: string, isEmulator: boolean): Metadata {
  const metadata = new Metadata();
  metadata.set('google-cloud-resource-prefix', database);
  metadata.set('x-goog-request-params', `database=${encodeURIComponent(database)}`);
  // The emulator takes this token for an administrator's, as the official clients send it.
  if (isEmulator) metadata.set('authorization', 'Bearer owner');
  return metadata;
}

/** TLS with the token of the service account this process runs as. */
function secure(projectId: string, authority: Buffer | null): ChannelCredentials {
  let auth: Promise<GoogleAuth> | undefined;
  const open = async (): Promise<GoogleAuth> => {
    const { GoogleAuth } = await import('google-auth-library');
    // Told the project, it does not go looking for it: that takes a call, or a run of gcloud.
    return new GoogleAuth({ projectId, scopes: [SCOPE] });
  };
  const headersOf = async (url: string): Promise<Metadata> => {
    auth ??= open();
    const metadata = new Metadata();
    for (const [key, value] of await (await auth).getRequestHeaders(url)) metadata.set(key, value);
    return metadata;
  };
  const generated = CallCredentials.createFromMetadataGenerator(({ service_url }, done) => {
    headersOf(service_url).then(
      (metadata) => done(null, metadata),
      (error: Error) => done(error),
    );
  });
  return credentials.combineChannelCredentials(credentials.createSsl(authority), generated);
}
