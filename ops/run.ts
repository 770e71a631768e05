// One run of the script: arguments in, lines and an exit code out; the network comes as an argument.
import { parseArgs } from 'node:util';
import { allExisting, carryOut, channelsFor } from './converge.ts';
import { desiredOf, parametersOf, readFiles, UsageError, withChannels } from './files.ts';
import { ApiError, type Wire } from './google-api.ts';
import { type Action, plan } from './plan.ts';
import type { Resource } from './resources.ts';

export interface World {
  /** The folder with the JSON files. */
  readonly folder: string;
  readonly hosts: Wire['hosts'];
  token(): Promise<string>;
  fetch: Wire['fetch'];
  sleep: Wire['sleep'];
  print(line: string): void;
}

const USAGE = `Usage: node ops/apply.ts --project <id> [options]

Brings log metrics, objectives, alerts and the dashboard of this folder to a Google Cloud project. Running it again
changes nothing; what is not ours is never touched.

  --project <id>       the Google Cloud project
  --dry-run            print what would be applied, without network and credentials
  --plan               compare with the project and print what would change, without changing it
  --notify <email>     tell this address of alerts; may be repeated, adds to who is told already
  --set <name>=<value> another value for a parameter of parameters.json; may be repeated
  --prune              remove what is ours in the project and in no file any more`;

interface Options {
  readonly project: string;
  readonly isDry: boolean;
  readonly isPlan: boolean;
  readonly isPruning: boolean;
  readonly notify: readonly string[];
  readonly set: readonly string[];
}

/** Answers the exit code: 0 all is there, 1 something failed, 2 it was called wrongly. */
export async function run(world: World, args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const options = optionsOf(args);
    if (options === null) {
      world.print(USAGE);
      return 0;
    }
    const files = readFiles(world.folder);
    const desired = desiredOf(files, parametersOf(world.folder, options.project, options.set));
    if (options.isDry) return dryRun(world, options, desired);
    return await apply(world, options, desired);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ApiError)) throw error;
    world.print(`failed: ${error.message}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function optionsOf(args: readonly string[]): Options | null {
  const values = parsed(args);
  if (values.help === true) return null;
  const project = values.project ?? '';
  if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(project))
    throw new UsageError(`--project wants the id of a Google Cloud project, as in "acme-approvals".\n\n${USAGE}`);
  const notify = values.notify ?? [];
  for (const address of notify)
    if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new UsageError(`--notify ${address}: that is no e-mail address.`);
  return {
    project,
    isDry: values['dry-run'] === true,
    isPlan: values.plan === true,
    isPruning: values.prune === true,
    notify,
    set: values.set ?? [],
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        project: { type: 'string' },
        'dry-run': { type: 'boolean' },
        plan: { type: 'boolean' },
        prune: { type: 'boolean' },
        notify: { type: 'string', multiple: true },
        set: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function dryRun(world: World, { project, notify }: Options, desired: readonly Resource[]): 0 {
  for (const { resource } of plan(desired, []).filter((action) => action.do === 'create')) {
    world.print(`${resource.kind} ${resource.id}`);
    world.print(JSON.stringify(resource.body, null, 2));
  }
  for (const address of notify) world.print(`alerts would be sent to ${address}`);
  world.print(`${desired.length} resources would be applied to ${project}; nothing was sent.`);
  return 0;
}

async function apply(world: World, options: Options, desired: readonly Resource[]): Promise<0 | 1> {
  const { project } = options;
  const wire: Wire = { ...world, token: await world.token(), project };
  const channels = options.isPlan ? [] : await channelsFor(wire, options.notify);
  const actions = plan(withChannels(desired, channels), await allExisting(wire));
  const counts = { create: 0, update: 0, keep: 0, remove: 0, failed: 0 };
  for (const action of actions) {
    if (action.do === 'remove' && !options.isPruning) {
      world.print(`left    ${nameOf(action)}: in no file, or twice; --prune removes it`);
      continue;
    }
    try {
      const done = options.isPlan ? action.do : await carryOut(wire, action);
      counts[done]++;
      if (done !== 'keep')
        world.print(`${options.isPlan ? 'would ' : ''}${done.padEnd(7)} ${nameOf(action)}${changesOf(action)}`);
    } catch (error) {
      // The others are tried all the same: a missing role for one kind must not keep the rest away.
      if (!(error instanceof ApiError)) throw error;
      counts.failed++;
      world.print(`failed  ${nameOf(action)}: ${error.message}`);
    }
  }
  world.print(
    `${project}: ${counts.create} created, ${counts.update} updated, ${counts.keep} as they were, ` +
      `${counts.remove} removed, ${counts.failed} failed${options.isPlan ? ' (nothing was changed)' : ''}.`,
  );
  return counts.failed === 0 ? 0 : 1;
}

const nameOf = (action: Action): string => {
  const { kind, id } = action.do === 'remove' ? action.existing : action.resource;
  return `${kind} ${id}`;
};

const PATHS_MAX = 3;
const changesOf = (action: Action): string =>
  action.do === 'update'
    ? ` (${action.at.slice(0, PATHS_MAX).join(', ')}${action.at.length > PATHS_MAX ? ', …' : ''})`
    : '';
