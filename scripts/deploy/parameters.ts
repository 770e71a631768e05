// The parameters of the functions: where each value comes from, and what is still to be written into .env.<project>.

/** As the functions declare it (functions/config.ts). */
export interface Parameter {
  readonly name: string;
  readonly type: 'string' | 'int' | 'boolean' | 'list' | 'secret';
  readonly default?: unknown;
  readonly description?: string;
}

export interface ResolvedParameter {
  readonly name: string;
  readonly value: string;
  readonly from: 'file' | 'option' | 'default';
}

export interface Resolution {
  readonly parameters: readonly ResolvedParameter[];
  readonly secrets: readonly string[];
  /** Problems, each with what to do. */
  readonly problems: readonly string[];
}

export const REGION_PARAMETER = 'REGION';

export interface Given {
  readonly project: string;
  /** What the .env files say. */
  readonly file: Readonly<Record<string, string>>;
  readonly region: string | null;
  /** Fills in a default that refers to other parameters. */
  readonly resolveDefault: (text: string, known: Readonly<Record<string, string>>) => string;
}

/** Without a terminal the Firebase CLI takes no default by itself, so every parameter gets its value here. */
export function resolveParameters(declared: readonly Parameter[], given: Given): Resolution {
  const { project, file, region, resolveDefault } = given;
  const parameters: ResolvedParameter[] = [];
  const problems: string[] = [];
  const known: Record<string, string> = { PROJECT_ID: project, GCLOUD_PROJECT: project };
  for (const { name, type, default: fallback, description } of declared) {
    if (type === 'secret') continue;
    const found = setBefore(name, { file, region });
    if (found === null && fallback === undefined) {
      problems.push(
        `${name} has no value${description ? ` (${description})` : ''}. Add a line to .env.${project}: ${name}=…`,
      );
      continue;
    }
    const parameter = found ?? { name, value: resolveDefault(textOf(fallback), known), from: 'default' as const };
    known[name] = parameter.value;
    parameters.push(parameter);
  }
  problems.push(...regionProblems(declared, given));
  return { parameters, secrets: declared.filter(({ type }) => type === 'secret').map(({ name }) => name), problems };
}

function regionProblems(declared: readonly Parameter[], { project, file, region }: Given): readonly string[] {
  if (region === null) return [];
  if (!declared.some(({ name }) => name === REGION_PARAMETER))
    return [`The functions have no parameter ${REGION_PARAMETER}. Leave out --region.`];
  const fixed = Object.hasOwn(file, REGION_PARAMETER) ? file[REGION_PARAMETER] : undefined;
  if (fixed === undefined || fixed === region) return [];
  return [
    `.env.${project} says ${REGION_PARAMETER}=${fixed}. Functions do not move: change that line by hand, deploy, ` +
      `then delete those in ${fixed}.`,
  ];
}

function setBefore(name: string, { file, region }: Pick<Given, 'file' | 'region'>): ResolvedParameter | null {
  const value = Object.hasOwn(file, name) ? file[name] : undefined;
  if (value !== undefined) return { name, value, from: 'file' };
  return name === REGION_PARAMETER && region !== null ? { name, value: region, from: 'option' } : null;
}

const textOf = (value: unknown): string => (Array.isArray(value) ? JSON.stringify(value) : String(value));

/** Lines for .env.<project>: what the file does not say yet. None the second time. */
export const missingLines = (parameters: readonly ResolvedParameter[]): readonly string[] =>
  parameters.filter(({ from }) => from !== 'file').map(({ name, value }) => `${name}=${quoted(value)}`);

const quoted = (value: string): string =>
  /[\s"'#\\]/.test(value) ? `"${value.replace(/["'\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : value;
