// A file with orders, the built add-on for each person in it, and a real server behind.
import { type BuildOptions, buildAddOn } from '../../sheets/build.ts';
import { startProcess } from '../http/process.ts';
import type { Value } from './services/cells.ts';
import { openHttp } from './services/http.ts';
import { type FileModel, fileModel, openScript, type Person, type Script } from './services/script.ts';
import { type SheetModel, sheetModel } from './services/sheet-model.ts';
import type { Net } from './services/url-fetch.ts';

export const HEADERS = [
  'Order ID',
  'Customer ID',
  'Customer name',
  'Customer phone',
  'Customer qualified',
  'Order type',
  'UOM',
  'Total sales volume',
  'Total amount',
  'Currency',
  'Dealer memo',
  'Territory',
  'Our remarks',
] as const;
export type OrderRow = Readonly<Record<(typeof HEADERS)[number], Value>>;

export const orderRow = (id: string, change: Partial<OrderRow> = {}): OrderRow => ({
  'Order ID': id,
  'Customer ID': 'CUST-2002',
  'Customer name': 'Shapla Builders (sample)',
  'Customer phone': 8801700000102,
  'Customer qualified': true,
  'Order type': 'product',
  UOM: 'Bags',
  'Total sales volume': 20,
  'Total amount': 20_000,
  Currency: 'BDT',
  'Dealer memo': 'For the ground floor slab of the site.',
  Territory: 'north',
  'Our remarks': 'Stays in the sheet',
  ...change,
});

export const orderSheet = (...rows: readonly OrderRow[]): SheetModel =>
  sheetModel(7, [[...HEADERS], ...rows.map((row) => HEADERS.map((header) => row[header]))]);

/** Selects rows from 1, both included. */
export const select = (sheet: SheetModel, ...ranges: readonly (readonly [number, number])[]): void => {
  sheet.selected = ranges;
};

export interface World {
  readonly url: string;
  readonly net: Net;
  file(...sheets: readonly SheetModel[]): FileModel;
  /** The add-on of one person in a file; on a local server they are who they say. */
  person(file: FileModel, userId: string): Script;
  stop(): Promise<void>;
}

const DEVELOPMENT: BuildOptions = { server: '', apiKey: '' };
let files = 0;

export async function openWorld(): Promise<World> {
  const [server, built] = await Promise.all([startProcess('--memory'), buildAddOn(DEVELOPMENT)]);
  const net: Net = { http: openHttp(), routes: new Map(), allowed: null, sent: [] };
  const settings = { server: server.url, apiKey: '', workflowId: 'order-approval', mapping: {} };
  return {
    url: server.url,
    net,
    file(...sheets) {
      files += 1;
      const file = fileModel(`file-${files}`, ...sheets);
      file.documentProperties.set('countersign', JSON.stringify(settings));
      return file;
    },
    person(file, userId) {
      const person: Person = { key: `key-of-${userId}` };
      const script = openScript(built, file, person, net);
      script.userProperties.set('countersign.localUser', userId);
      return script;
    },
    async stop() {
      await net.http.close();
      await server.stop();
    },
  };
}
