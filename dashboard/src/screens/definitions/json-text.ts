// JSON as somebody types it: what it means, where its parts stand, and its version raised without touching the rest.

export type Parsed =
  | { readonly isJson: true; readonly value: unknown }
  | { readonly isJson: false; readonly message: string; readonly line: number | null };

export function parseText(text: string): Parsed {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /line (\d+)/.exec(message)?.[1];
    return { isJson: false, message, line: line === undefined ? null : Number(line) };
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\n/g;

interface Level {
  readonly pointer: string;
  /** The next entry's number; null in an object. */
  index: number | null;
  key: string | null;
}

/** JSON pointer → line (from 1) at which the value, or its name, stands. The text is JSON. */
export function linesByPointer(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const levels: Level[] = [];
  let line = 1;
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '\n') line += 1;
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level !== undefined) {
      level.key = null;
      if (level.index !== null) level.index += 1;
    } else if (token !== ':' && token !== ',') {
      const isName = level?.index === null && level.key === null;
      if (isName) level.key = escaped(JSON.parse(token) as string);
      const pointer = level === undefined ? '' : `${level.pointer}/${level.index ?? level.key}`;
      if (!lines.has(pointer)) lines.set(pointer, line);
      if (!isName && (token === '{' || token === '['))
        levels.push({ pointer, index: token === '[' ? 0 : null, key: null });
    }
  }
  return lines;
}

/** The line of a place, or of the nearest one around it that is there. */
export function lineOf(lines: ReadonlyMap<string, number>, pointer: string): number | null {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
    if (at === '') return null;
  }
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** "1.4.2" → "1.4.3"; what is no version begins at 1.0.0. */
export function raised(version: unknown): string {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(String(version));
  return found === null ? '1.0.0' : `${found[1]}.${found[2]}.${Number(found[3]) + 1}`;
}

/** The same text with another version; formatted anew only where the version stands somewhere unexpected. */
export function withVersion(text: string, version: string): string {
  const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const wanted = { ...value, version };
  const replaced = text.replace(/("version"\s*:\s*")[^"]*(")/, `$1${version}$2`);
  return JSON.stringify(JSON.parse(replaced)) === JSON.stringify(wanted) ? replaced : definitionText(wanted);
}

/** As files of definitions are written. */
export const definitionText = (definition: unknown): string => `${JSON.stringify(definition, null, 2)}\n`;
