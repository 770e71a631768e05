// Paths and queries as data.

export type Params = Readonly<Record<string, string>>;

/** The named parts of a path such as `/decide/:instanceId/:stepId`, or null where it is another one. */
export function matchPath(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/').filter(Boolean);
  const parts = path.split('/').filter(Boolean);
  if (wanted.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of wanted.entries()) {
    const part = decoded(parts[index] ?? '');
    if (name.startsWith(':')) params[name.slice(1)] = part;
    else if (name !== part) return null;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `/requests` with `{status: 'running'}` → `/requests?status=running`; what is empty or null is left out. */
export function toUrl(path: string, query: Readonly<Record<string, string | null | undefined>> = {}): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  const text = new URLSearchParams(entries).toString();
  return text === '' ? path : `${path}?${text}`;
}
