// The command line of the deployment: its options, its help, and what is wrong with what was given.
import { stripVTControlCharacters } from 'node:util';
import { type ArgsDef, parseArgs, renderUsage } from 'citty';
import { wrongUsage } from '../../local/cli/io.ts';

export interface DeployOptions {
  readonly project: string;
  /** Where the functions run; null: what `.env.<project>` says, else the default. */
  readonly region: string | null;
  readonly dryRun: boolean;
  /** Answers yes to every question of the Firebase CLI. */
  readonly yes: boolean;
  readonly json: boolean;
}

const ARGS = {
  project: { type: 'string', valueHint: 'id', description: 'The Google Cloud project to deploy to' },
  region: { type: 'string', valueHint: 'asia-south1', description: 'Where the functions run; kept in .env.<id>' },
  'dry-run': {
    type: 'boolean',
    default: false,
    description: 'Build and show what would be deployed; needs no network',
  },
  yes: {
    type: 'boolean',
    default: false,
    description: 'Ask nothing, as in CI: what the project has too much is removed',
  },
  json: { type: 'boolean', default: false, description: 'With --dry-run: print one JSON value and nothing else' },
} as const satisfies ArgsDef;

const HELP = ['help', '--help', '-h'];
const MORE = 'See: npm run deploy -- --help';
/** The rule of Google Cloud: 6 to 30 characters. */
const PROJECT = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const REGION = /^[a-z]+-[a-z]+\d{1,2}$/;

export const usage = async (): Promise<string> => {
  const meta = { name: 'npm run deploy --', description: 'Deploy Countersign to a Firebase project' };
  return stripVTControlCharacters(await renderUsage({ meta, args: ARGS })).trimEnd();
};

/** The options; null: help was asked for. Throws what is wrong, with what to write instead. */
export function deployOptions(argv: readonly string[]): DeployOptions | null {
  if (argv.some((arg) => HELP.includes(arg))) return null;
  const { _: words, ...given } = parsed(argv);
  // citty takes unknown options without a word; a misspelt --dry-run must not deploy.
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(ARGS, name) && name !== 'dryRun');
  if (unknown[0] !== undefined) return wrongUsage(`There is no option --${unknown[0]}. ${MORE}`);
  if (words.length > 0) return wrongUsage(`The deployment takes options only, not "${words.join(' ')}". ${MORE}`);
  const { project, region } = given;
  if (project === undefined || project === '') return wrongUsage(`Say where to: --project <id>. ${MORE}`);
  if (!PROJECT.test(project))
    return wrongUsage(
      `"${project}" is no project id: 6 to 30 lower case letters, digits and hyphens, a letter first. Yours: gcloud projects list`,
    );
  if (region !== undefined && !REGION.test(region))
    return wrongUsage(`"${region}" is no region. They look like asia-south1: gcloud run regions list`);
  const dryRun = given['dry-run'] === true;
  if (!dryRun && project.startsWith('demo-'))
    return wrongUsage(`"${project}" is a project of the emulators and exists nowhere. Add --dry-run to see the plan.`);
  if (!dryRun && given.json === true) return wrongUsage('--json is for --dry-run. Add --dry-run, or leave out --json.');
  return { project, region: region ?? null, dryRun, yes: given.yes === true, json: given.json === true };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs<typeof ARGS>([...argv], ARGS);
  } catch (error) {
    return wrongUsage(`${error instanceof Error ? error.message : String(error)} ${MORE}`);
  }
}
