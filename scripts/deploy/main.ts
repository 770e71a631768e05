// The deployment from its first check to its last step. Running it again changes nothing.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import company from '../../definitions/company.json' with { type: 'json' };
import { accessPolicySchema } from '../../functions/core/access.ts';
import { CommandFailed, type ExitCode, type Io, processIo } from '../../local/cli/io.ts';
import { type FirebaseJson, readFirebaseJson, textForRegion } from './firebase-json.ts';
import { CLI, firebaseTools, TOOLS, versionIn } from './firebase-tools.ts';
import { type DeployOptions, deployOptions, usage } from './options.ts';
import { REGION_PARAMETER } from './parameters.ts';
import { makePlan, type Plan } from './plan.ts';
import { linesOf } from './print.ts';
import { rulesAgainst } from './rules.ts';
import { type Run, run as runCommand } from './run.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MONITORING = 'ops/apply.ts';
const TARGETS = 'functions,firestore,hosting';
const NODE_MAJOR = 24;
/** Written for one run of the Firebase CLI; hidden, and so never uploaded. */
const REGION_CONFIG = '.firebase.region.json';

export interface World {
  readonly root: string;
  readonly io: Io;
  readonly run: Run;
  readonly nodeVersion: string;
  /** A person sits at the terminal and can be asked. */
  readonly isInteractive: boolean;
}

const processWorld = (): World => ({
  root: ROOT,
  io: processIo,
  run: runCommand,
  nodeVersion: process.versions.node,
  isInteractive: process.stdin.isTTY === true,
});

/** 0 deployed or shown · 1 refused, with what to do · 2 wrong usage */
export async function main(argv: readonly string[], world: World = processWorld()): Promise<ExitCode> {
  try {
    const options = deployOptions(argv);
    if (options === null) world.io.out(await usage());
    else await deploy(options, world);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    world.io.err(error.message);
    return error.exitCode;
  }
}

async function deploy(options: DeployOptions, world: World): Promise<void> {
  checkMachine(options, world);
  const config = readFirebaseJson(world.root);
  checkRules(world.root, config);
  await ensureTools(options, world);
  await build(options, config, world);
  const tools = firebaseTools(join(world.root, TOOLS));
  const plan = await makePlan({ root: world.root, project: options.project, region: options.region, config, tools });
  if (options.dryRun) return show(plan, options, world);
  writeParameters(plan, config, world);
  await bring(plan, options, world);
}

function checkMachine({ dryRun, yes }: DeployOptions, { nodeVersion, isInteractive }: World): void {
  if (Number.parseInt(nodeVersion, 10) !== NODE_MAJOR)
    throw new CommandFailed(
      1,
      `This is Node ${nodeVersion}; the functions run on ${NODE_MAJOR}. Use: npm run deploy -- …`,
    );
  if (!dryRun && !yes && !isInteractive)
    throw new CommandFailed(2, 'Nobody is here to be asked. Add --yes to answer yes to every question.');
}

function checkRules(root: string, { firestore }: FirebaseJson): void {
  const rules = readFileSync(join(root, firestore.rules), 'utf8');
  const problems = rulesAgainst(rules, accessPolicySchema.parse(company.access));
  if (problems.length > 0) throw new CommandFailed(1, problems.join('\n'));
}

async function ensureTools({ dryRun }: DeployOptions, { root, io, run }: World): Promise<void> {
  if (versionIn(join(root, TOOLS)) !== null) return;
  const install = 'npm ci --prefix emulators';
  // A dry run promises to need no network.
  if (dryRun) throw new CommandFailed(1, `The Firebase CLI is not there. Install it once: ${install}`);
  io.err(`Installing the Firebase CLI: ${install}`);
  const { code } = await run('npm', ['ci', '--prefix', 'emulators'], { cwd: root, output: 'aside' });
  if (code !== 0) throw new CommandFailed(1, `${install} failed. Look above, mend it, and deploy again.`);
}

/** By the same commands that the Firebase CLI runs before it deploys; from nothing, so that nothing old is uploaded. */
async function build({ project }: DeployOptions, config: FirebaseJson, { root, io, run }: World): Promise<void> {
  rmSync(join(root, 'lib'), { recursive: true, force: true });
  for (const command of [...config.functions.predeploy, ...config.hosting.predeploy]) {
    io.err(`Building: ${command}`);
    const env = { GCLOUD_PROJECT: project, PROJECT_DIR: root, RESOURCE_DIR: join(root, config.functions.source) };
    const { code } = await run(command, [], { cwd: root, output: 'aside', shell: true, env });
    if (code !== 0) throw new CommandFailed(1, `"${command}" failed. Mend what it says above, and deploy again.`);
  }
}

async function show(plan: Plan, { json }: DeployOptions, { root, io, run }: World): Promise<void> {
  const args = [MONITORING, '--project', plan.project, '--dry-run'];
  const monitoring = existsSync(join(root, MONITORING))
    ? await run(process.execPath, args, { cwd: root, output: 'kept' })
    : { code: 1, output: '' };
  if (monitoring.code !== 0) throw new CommandFailed(1, `The monitoring cannot be shown. Try: node ${args.join(' ')}`);
  const resources = resourcesIn(monitoring.output);
  if (json) return io.out(JSON.stringify({ ...plan, monitoring: resources }));
  for (const line of linesOf(plan)) io.out(line);
  io.out(['', `Monitoring: ${resources.length} resources`, ...resources.map((one) => `  ${one}`)].join('\n'));
  io.out('\nNothing was deployed. Leave out --dry-run to do it.');
}

/** The lines "<kind> <id>" of the monitoring's own dry run, without the bodies between them. */
export const resourcesIn = (output: string): readonly string[] =>
  output.split('\n').filter((line) => /^[a-z][A-Za-z]* [\w.-]+$/.test(line));

function writeParameters({ project, newLines }: Plan, { functions }: FirebaseJson, { root, io }: World): void {
  if (newLines.length === 0) return;
  const file = join(root, functions.source, `.env.${project}`);
  const isWhole = !existsSync(file) || /(?:^|\n)$/.test(readFileSync(file, 'utf8'));
  appendFileSync(file, `${isWhole ? '' : '\n'}${newLines.join('\n')}\n`);
  io.err(`Written to .env.${project}: ${newLines.join(', ')}`);
}

async function bring({ project, parameters }: Plan, { yes }: DeployOptions, world: World): Promise<void> {
  const { root, io, run } = world;
  const region = parameters.find(({ name }) => name === REGION_PARAMETER)?.value ?? null;
  const answers = yes ? ['--non-interactive', '--force'] : [];
  const deployed = await withConfig(region, world, (config) =>
    run(process.execPath, [CLI, 'deploy', '--only', TARGETS, '--project', project, ...config, ...answers], {
      cwd: root,
      output: 'shown',
    }),
  );
  if (deployed.code !== 0)
    throw new CommandFailed(
      1,
      'The Firebase CLI has stopped; what it says is above. Deploying again goes on from there. Not signed in? node ' +
        `${CLI} login, or set GOOGLE_APPLICATION_CREDENTIALS. Others: docs/guide/deploy.md, "When it stops".`,
    );
  const monitoring = await run(process.execPath, [MONITORING, '--project', project], { cwd: root, output: 'shown' });
  if (monitoring.code !== 0)
    throw new CommandFailed(
      1,
      `The functions are deployed, the monitoring is not. When mended: node ${MONITORING} --project ${project}`,
    );
  io.out(
    `Deployed. Open https://${project}.web.app and sign in; the first time: docs/guide/deploy.md, "First approval".`,
  );
}

/** With the options that make the Firebase CLI read a firebase.json for this region; beside the other, as paths start there. */
async function withConfig<T>(
  region: string | null,
  { root }: World,
  use: (options: readonly string[]) => Promise<T>,
): Promise<T> {
  const text = region === null ? null : textForRegion(readFileSync(join(root, 'firebase.json'), 'utf8'), region);
  if (text === null) return use([]);
  writeFileSync(join(root, REGION_CONFIG), text);
  try {
    return await use(['--config', REGION_CONFIG]);
  } finally {
    rmSync(join(root, REGION_CONFIG), { force: true });
  }
}
