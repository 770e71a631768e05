// The command line of the deployment: what it takes, and what it says of everything else.
import { describe, expect, it } from 'vitest';
import { deployOptions, usage } from './options.ts';

const DEFAULTS = { project: 'acme-approvals', region: null, dryRun: false, yes: false, json: false };

describe('the options', () => {
  it('are the project and nothing else by default', () =>
    expect(deployOptions(['--project', 'acme-approvals'])).toEqual(DEFAULTS));

  it('may be written with an equals sign', () =>
    expect(deployOptions(['--project=acme-approvals', '--region=europe-west3', '--yes'])).toEqual({
      ...DEFAULTS,
      region: 'europe-west3',
      yes: true,
    }));

  it('take a project of the emulators for a dry run only', () => {
    expect(deployOptions(['--project', 'demo-acme', '--dry-run'])).toMatchObject({
      project: 'demo-acme',
      dryRun: true,
    });
    expect(() => deployOptions(['--project', 'demo-acme'])).toThrow(/exists nowhere.*--dry-run/);
  });

  it.each(['--help', '-h', 'help'])('are null where %s asks for help', (help) => {
    expect(deployOptions(['--project', 'x', help])).toBeNull();
  });

  it.each([
    [[], 'Say where to: --project <id>.'],
    [['--project'], 'Say where to: --project <id>.'],
    [['--project', ''], 'Say where to: --project <id>.'],
    [['--project', 'Acme'], '"Acme" is no project id'],
    [['--project', 'acme_approvals'], 'is no project id'],
    [['--project', 'short'], 'is no project id'],
    [['--project', 'acme-'], 'is no project id'],
    [['--project', `a${'b'.repeat(30)}`], 'is no project id'],
    [['--project', '$(whoami)'], 'is no project id'],
    [['--project', 'acme-approvals', '--region', 'Mumbai'], '"Mumbai" is no region'],
    [['--project', 'acme-approvals', '--dryrun'], 'There is no option --dryrun.'],
    [['--project', 'acme-approvals', '--force'], 'There is no option --force.'],
    [['--project', 'acme-approvals', '-n'], 'There is no option --n.'],
    [['--project', 'acme-approvals', 'functions'], 'takes options only, not "functions"'],
    [['--project', 'acme-approvals', '--json'], '--json is for --dry-run.'],
  ])('refuse %j and say why', (argv, message) => {
    expect(() => deployOptions(argv)).toThrow(message);
  });

  it('refuse with the exit code of wrong usage', () => {
    expect(() => deployOptions(['--region', 'x'])).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('are all in the help, without colours', async () => {
    const help = await usage();
    for (const option of ['--project', '--region', '--dry-run', '--yes', '--json']) expect(help).toContain(option);
    expect(help).not.toContain('\u001b');
  });
});
