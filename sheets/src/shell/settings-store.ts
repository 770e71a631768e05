// Settings of the spreadsheet in its document properties; who plays whom on a local server in the person's own.
import { type Checked, checkSettings, type Settings } from '../logic/settings.ts';
import { built } from './built.ts';
import { Stop } from './stop.ts';

const KEY = 'countersign';
const LOCAL_USER = 'countersign.localUser';

export function rawSettings(): Readonly<Record<string, unknown>> {
  const stored = PropertiesService.getDocumentProperties().getProperty(KEY);
  const raw = stored === null ? {} : (JSON.parse(stored) as Record<string, unknown>);
  return built.server === '' ? raw : { ...raw, server: built.server, apiKey: built.apiKey };
}

export function settings(): Settings {
  const checked = checkSettings(rawSettings());
  if (!checked.ok) throw new Stop(checked.problem, 'Open Extensions → Countersign → Settings.');
  return checked.settings;
}

export function saveSettings(raw: Readonly<Record<string, unknown>>): Checked {
  const checked = checkSettings(built.server === '' ? raw : { ...raw, server: built.server, apiKey: built.apiKey });
  if (checked.ok) PropertiesService.getDocumentProperties().setProperty(KEY, JSON.stringify(checked.settings));
  return checked;
}

export const localUser = (): string => PropertiesService.getUserProperties().getProperty(LOCAL_USER) ?? '';
export const saveLocalUser = (userId: string): void => {
  PropertiesService.getUserProperties().setProperty(LOCAL_USER, userId);
};
