// The embedded server: data folder, clock, engine, samples and HTTP put together, and taken down in order.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDecisionLinks } from '../functions/api/decision-links.ts';
import { defaultCompany } from '../functions/compose.ts';
import { addressesOf } from '../functions/messaging.ts';
import {
  type EmbeddedClock,
  realClock,
  type VirtualClock,
  virtualClock,
} from '../functions/platform/embedded/clock.ts';
import type { Log } from '../functions/platform/platform.ts';
import { dashboardFiles, type Files } from './dashboard.ts';
import { type DataFolder, memoryFolder, openDataFolder } from './data-folder.ts';
import { type Host, isVirtual, openHost } from './host.ts';
import { createServer } from './http/function.ts';
import { openOperations } from './open-operations.ts';
import { createOutboxChat } from './outbox-chat.ts';
import { addFirstAdmin, loadSamples } from './samples.ts';
import { createTokens } from './tokens.ts';
import { Unusable } from './unusable.ts';

export interface ServerOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** A folder; null keeps everything in memory. */
  readonly data: string | null;
  readonly clock: 'real' | 'virtual';
  readonly samples: boolean;
  readonly log: Log;
  /** Told before the dashboard is built, which takes a second where it was not built before. */
  readonly building?: () => void;
}

export interface RunningServer {
  readonly url: string;
  /** For people: where the data are. */
  readonly place: string;
  /** Stops accepting, lets requests in flight end, closes the data. */
  close(): Promise<void>;
}

/** This machine only: signing in asks for no password. */
const ADDRESS = '127.0.0.1';
const DRAIN_MS = 10_000;
const CLOSE_IDLE_EVERY_MS = 25;
/** Where the position of a virtual clock is kept. */
const CLOCK_RECORD = ['embedded', 'clock'] as const;

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const folder = options.data === null ? memoryFolder() : openDataFolder(options.data);
  try {
    return await serve(folder, await dashboardFiles({ building: options.building ?? (() => {}) }), options);
  } catch (error) {
    folder.release();
    throw error;
  }
}

async function serve(
  folder: DataFolder,
  dashboard: Files,
  { port, clock: kind, samples, log }: ServerOptions,
): Promise<RunningServer> {
  const clock: EmbeddedClock | VirtualClock = kind === 'virtual' ? virtualClock(Date.now()) : realClock();
  let url = '';
  // Which port it is shows only once the server listens; the host starts then, so nobody is sent a link before.
  const links = createDecisionLinks({ keys: folder.linkKeys, baseUrl: () => process.env.PUBLIC_URL ?? url });
  const host = openHost({ file: folder.file, clock, log, links });
  const { engine, platform, chat } = host;
  const virtual = isVirtual(clock) ? clock : null;
  try {
    if (virtual !== null) await resume(host, virtual);
    await (samples ? loadSamples(platform, engine) : addFirstAdmin(platform));
    const tokens = createTokens({ key: folder.key, now: () => Date.now() });
    const open = openOperations({ host, tokens, links, virtual, moved: (now) => remember(host, now) });
    const { timeZone, access } = defaultCompany;
    const server = createServer({
      engine,
      platform,
      open,
      tokens,
      log,
      timeZone,
      access,
      dashboard,
      outboxChat: createOutboxChat({ engine, platform, addresses: addressesOf(links), timeZone }),
      ...(chat === null ? {} : { chat }),
    });
    await listen(server, port);
    url = `http://${ADDRESS}:${(server.address() as AddressInfo).port}`;
    host.start();
    return { url, place: folder.place, close: () => closeAll(server, host, folder) };
  } catch (error) {
    await host.close();
    throw error;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Unusable(
              `Port ${port} is taken. Stop what uses it, or choose another with --port (0 picks a free one).`,
            )
          : new Unusable(`Port ${port} cannot be used: ${error.message}. Choose another with --port.`),
      ),
    );
    server.listen(port, ADDRESS, resolve);
  });
}

async function closeAll(server: Server, host: Host, folder: DataFolder): Promise<void> {
  // A connection that was busy when the server closed becomes idle later, and would hold it open.
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const drain = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(drain);
  await host.close();
  folder.release();
}

/** A virtual clock goes on from where the last server left it: time never goes back for the data. */
async function resume({ platform }: Host, clock: VirtualClock): Promise<void> {
  const record = await platform.records.get(...CLOCK_RECORD);
  if (typeof record?.now === 'number' && record.now > clock.now()) await clock.advanceTo(record.now);
}

const remember = async ({ platform }: Host, now: number): Promise<void> => {
  await platform.records.update(...CLOCK_RECORD, () => ({ now }));
};
