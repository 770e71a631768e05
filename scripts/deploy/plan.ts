// Everything that a deployment would bring to a project, worked out from the files alone.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed } from '../../local/cli/io.ts';
import type { FirebaseJson } from './firebase-json.ts';
import type { Build, FirebaseTools, Upload } from './firebase-tools.ts';
import { type FunctionPlan, functionPlan } from './functions.ts';
import { missingLines, type ResolvedParameter, resolveParameters } from './parameters.ts';
import { type RulesSummary, summaryOf } from './rules.ts';
import { foreignFiles, missingFor, type UploadedFile } from './upload.ts';

export interface Plan {
  readonly project: string;
  readonly functions: readonly FunctionPlan[];
  readonly apis: readonly { readonly api: string; readonly reason: string | null }[];
  readonly roles: readonly string[];
  /** Functions that a deployment calls when it is done. */
  readonly hooks: readonly string[];
  readonly parameters: readonly ResolvedParameter[];
  /** Lines that .env.<project> does not have yet. */
  readonly newLines: readonly string[];
  readonly secrets: readonly string[];
  readonly firestore: { readonly rules: RulesSummary; readonly indexes: number; readonly fieldOverrides: number };
  readonly hosting: { readonly folder: string; readonly files: readonly UploadedFile[] };
  readonly upload: Upload;
}

export interface PlanInput {
  readonly root: string;
  readonly project: string;
  readonly region: string | null;
  readonly config: FirebaseJson;
  readonly tools: FirebaseTools;
}

/** Throws what is in the way, all of it, each with what to do. */
export async function makePlan({ root, project, region, config, tools }: PlanInput): Promise<Plan> {
  const upload = await tools.upload(root, config.functions);
  refuse('The upload is not what it should be', uploadProblems(root, config, upload));
  const build = await tools.discover(root, project, config.functions).catch((error: unknown) => {
    throw new CommandFailed(1, `The functions cannot be loaded: ${reasonOf(error)}\nTry: node lib/functions/index.js`);
  });
  const file = envOf({ root, project, config, tools });
  const resolveDefault = tools.resolveDefault;
  const { parameters, secrets, problems } = resolveParameters(build.params, { project, file, region, resolveDefault });
  refuse('Parameters are missing', problems);
  const values = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  return {
    project,
    functions: tools.endpoints(build, values).map(functionPlan),
    ...requirementsOf(build),
    parameters,
    newLines: missingLines(parameters),
    secrets,
    firestore: firestoreOf(root, config),
    hosting: hostingOf(root, config, tools),
    upload,
  };
}

function refuse(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new CommandFailed(1, [`${what}:`, ...problems.map((one) => `  ${one}`)].join('\n'));
}

/** The Firebase CLI keeps what went wrong underneath apart from its message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const children = 'children' in error && Array.isArray(error.children) ? error.children : [];
  return [error.message, ...children.map(reasonOf)].join('; ');
}

function uploadProblems(root: string, { functions }: FirebaseJson, { files }: Upload): readonly string[] {
  const source = join(root, functions.source);
  const read = (path: string): string => readFileSync(join(source, path), 'utf8');
  const foreign = foreignFiles(files).map((path) => `${path} must stay here. Add it to "ignore" in firebase.json.`);
  if (!files.some(({ path }) => path === 'package.json'))
    return [...foreign, 'package.json is not in the upload. Look at "source" and "ignore" in firebase.json.'];
  return [...foreign, ...missingFor(files, JSON.parse(read('package.json')), read)];
}

type EnvInput = Pick<PlanInput, 'root' | 'project' | 'config' | 'tools'>;

/** As the Firebase CLI does: .env, and over it .env.<project>. */
function envOf({ root, project, config, tools }: EnvInput): Readonly<Record<string, string>> {
  const read = (name: string): Readonly<Record<string, string>> => {
    const path = join(root, config.functions.source, name);
    if (!existsSync(path)) return {};
    try {
      return tools.parseEnv(readFileSync(path, 'utf8'));
    } catch (error) {
      throw new CommandFailed(1, `${name} cannot be read: ${reasonOf(error)}\nIt has lines NAME=value.`);
    }
  };
  return { ...read('.env'), ...read(`.env.${project}`) };
}

const requirementsOf = ({ requiredAPIs, requiredRoles, lifecycleHooks }: Build) => ({
  apis: requiredAPIs.map(({ api, reason }) => ({ api, reason: reason ?? null })),
  roles: requiredRoles ?? [],
  hooks: Object.entries(lifecycleHooks ?? {}).map(([when, hook]) => `${when}: ${nameOfHook(hook)}`),
});

function nameOfHook(hook: unknown): string {
  const task = (hook as { readonly task?: { readonly function?: string } }).task;
  return task?.function ?? JSON.stringify(hook);
}

function firestoreOf(root: string, { firestore }: FirebaseJson): Plan['firestore'] {
  const indexes = JSON.parse(readFileSync(join(root, firestore.indexes), 'utf8')) as {
    readonly indexes?: readonly unknown[];
    readonly fieldOverrides?: readonly unknown[];
  };
  return {
    rules: summaryOf(readFileSync(join(root, firestore.rules), 'utf8')),
    indexes: indexes.indexes?.length ?? 0,
    fieldOverrides: indexes.fieldOverrides?.length ?? 0,
  };
}

function hostingOf(root: string, { hosting }: FirebaseJson, tools: FirebaseTools): Plan['hosting'] {
  const folder = join(root, hosting.public);
  if (!existsSync(folder))
    throw new CommandFailed(1, `${hosting.public} is not there. Build the dashboard: "predeploy" in firebase.json.`);
  const files = tools
    .hostingFiles(folder, hosting.ignore)
    .map((path) => ({ path, bytes: statSync(join(folder, path)).size }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { folder: hosting.public, files };
}
