// The built add-on as one person runs it in one file: its entry points, in the mode that each of them has.
import { createContext, runInContext } from 'node:vm';
import type { Built } from '../../../sheets/build.ts';
import { type Cell, display, enter } from './cells.ts';
import type { SheetModel } from './sheet-model.ts';
import { sheetService } from './spreadsheet.ts';
import { type Cached, cacheService, type LockState, lockService, propertiesService } from './stores.ts';
import { complete, signature } from './strict.ts';
import { type Net, urlFetchService } from './url-fetch.ts';

/** What everybody who works in the file shares. */
export interface FileModel {
  readonly id: string;
  readonly sheets: readonly SheetModel[];
  activeSheet: SheetModel;
  readonly documentProperties: Map<string, string>;
  readonly lock: LockState;
}

export const fileModel = (id: string, ...sheets: readonly SheetModel[]): FileModel => ({
  id,
  sheets,
  activeSheet: sheets[0] as SheetModel,
  documentProperties: new Map(),
  lock: { isHeld: false },
});

export interface Person {
  /** What getIdentityToken answers. */
  readonly identityToken?: string;
  /** What getTemporaryActiveUserKey answers. */
  readonly key: string;
}

interface Alert {
  readonly title: string;
  readonly text: string;
}

export interface Script {
  /** A click on a menu item. */
  menu(name: string): void;
  /** google.script.run: arguments and answer cross as plain values. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read field by field, and a wrong field fails the test.
  run(name: string, ...args: readonly unknown[]): any;
  /** Types into a cell, and runs the simple trigger as the service would. */
  type(row: number, header: string, text: string): void;
  readonly toasts: string[];
  readonly alerts: Alert[];
  readonly sidebars: string[];
  readonly menus: string[];
  /** What the next alert with a choice is answered. */
  answer: 'YES' | 'NO';
  readonly userProperties: Map<string, string>;
  readonly cache: Map<string, Cached>;
}

/** The simple trigger may touch its file, and nothing that asks a person or a server. */
type Mode = 'full' | 'limited';

export function openScript(built: Built, file: FileModel, person: Person, net: Net): Script {
  let mode: Mode = 'full';
  const mayCall = (name: string): void => {
    if (mode === 'limited') throw new Error(`Exception: You do not have permission to call ${name}.`);
  };
  const seen = { toasts: [] as string[], alerts: [] as Alert[], sidebars: [] as string[], menus: [] as string[] };
  const userProperties = new Map<string, string>();
  const cache = new Map<string, Cached>();
  const ui = (): object => {
    mayCall('SpreadsheetApp.getUi');
    return uiService(seen, () => script.answer);
  };
  const context = createContext({
    SpreadsheetApp: spreadsheetApp(file, seen.toasts, ui),
    UrlFetchApp: urlFetchService(net, mayCall),
    PropertiesService: complete('PropertiesService', {
      getDocumentProperties: () => propertiesService(file.documentProperties),
      getUserProperties: () => propertiesService(userProperties),
    }),
    CacheService: complete('CacheService', { getUserCache: () => cacheService(cache) }),
    LockService: complete('LockService', { getDocumentLock: () => lockService(file.lock) }),
    HtmlService: htmlService(built),
    Session: complete('Session', { getTemporaryActiveUserKey: () => person.key }),
    ScriptApp: complete('ScriptApp', {
      getIdentityToken: () => {
        mayCall('ScriptApp.getIdentityToken');
        return person.identityToken ?? '';
      },
    }),
    Utilities: utilities,
    console: { error: () => {}, warn: () => {} },
  });
  runInContext(built['Code.js'], context);
  const call = (name: string, args: readonly unknown[]): unknown => {
    const entry = runInContext(`typeof ${name} === 'function' ? ${name} : undefined`, context);
    if (entry === undefined) throw new Error(`Script function not found: ${name}`);
    return entry(...args);
  };
  const script: Script = {
    ...seen,
    answer: 'YES',
    userProperties,
    cache,
    menu: (name) => void call(name, []),
    run: (name, ...args) => JSON.parse(call(name, JSON.parse(JSON.stringify(args)) as unknown[]) as string),
    type(row, header, text) {
      const sheet = file.activeSheet;
      const column = (sheet.rows[0]?.cells ?? []).findIndex(({ value }) => value === header);
      const cell = sheet.rows[row - 1]?.cells[column] as Cell;
      const oldValue = display(cell);
      enter(cell, text);
      mode = 'limited';
      try {
        call('onEdit', [
          {
            range: sheetService(sheet).getRange(row, column + 1),
            value: text,
            ...(oldValue === '' ? {} : { oldValue }),
          },
        ]);
      } finally {
        mode = 'full';
      }
    },
  };
  return script;
}

const spreadsheetApp = (file: FileModel, toasts: string[], ui: () => object): object =>
  complete('SpreadsheetApp', {
    SheetType: { GRID: 'GRID' },
    DeveloperMetadataVisibility: { PROJECT: 'PROJECT', DOCUMENT: 'DOCUMENT' },
    getUi: ui,
    flush: () => {},
    getActiveSheet: () => sheetService(file.activeSheet),
    getActive: () =>
      complete('Spreadsheet', {
        getId: () => file.id,
        getSpreadsheetTimeZone: () => 'Asia/Dhaka',
        toast(...args: unknown[]) {
          signature('Spreadsheet.toast', args, 'string', 'string', 'number');
          toasts.push(args[0] as string);
        },
      }),
  });

function uiService(seen: { alerts: Alert[]; sidebars: string[]; menus: string[] }, answer: () => string): object {
  const menu: object = complete('Menu', {
    addItem(...args: unknown[]) {
      signature('Menu.addItem', args, 'string', 'string');
      seen.menus.push(`${args[0]} → ${args[1]}`);
      return menu;
    },
    addSeparator: () => menu,
    addToUi: () => {},
  });
  return complete('Ui', {
    ButtonSet: { OK: 'OK', YES_NO: 'YES_NO' },
    Button: { YES: 'YES', NO: 'NO', OK: 'OK' },
    createAddonMenu: () => menu,
    alert(...args: unknown[]) {
      signature('Ui.alert', args, 'string', 'string', 'string');
      seen.alerts.push({ title: args[0] as string, text: args[1] as string });
      return args[2] === 'YES_NO' ? answer() : 'OK';
    },
    showSidebar: (html: { getContent(): string }) => void seen.sidebars.push(html.getContent()),
  });
}

const htmlService = (built: Built): object => {
  const output = (content: string): object => {
    const page: object = complete('HtmlOutput', { getContent: () => content, setTitle: () => page });
    return page;
  };
  return complete('HtmlService', {
    createHtmlOutput: output,
    createHtmlOutputFromFile(name: string) {
      if (name !== 'sidebar') throw new Error(`Exception: No HTML file named ${name} was found.`);
      return output(built['sidebar.html']);
    },
  });
};

const utilities = complete('Utilities', {
  getUuid: () => crypto.randomUUID(),
  formatDate(...args: unknown[]) {
    signature('Utilities.formatDate', args, 'object', 'string', 'string');
    const [date, timeZone, format] = args as [Date, string, string];
    if (format !== 'yyyy-MM-dd') throw new Error(`the stand-in writes no "${format}"`);
    return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(date.getTime()));
  },
});
