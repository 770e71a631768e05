// The whole cloud stack on this machine: built, started, waited for, and stopped again.
import { rmSync } from 'node:fs';
import { startTasksEmulator } from '../tasks/emulator.ts';
import { fill } from './engine.ts';
import { Unstartable } from './failure.ts';
import { BIN, build, type Guarded, lastLines, newLog, saysReady, startEmulators } from './firebase.ts';
import { ADDRESS, freePorts, isFree } from './ports.ts';
import { layOut, ROOT } from './project.ts';
import { answers, until } from './ready.ts';
import { environmentOf, PORT_NAMES, type Ports, PROJECT_ID, REGION } from './settings.ts';
import { tickEachMinute } from './ticker.ts';
import type { Tools } from './tools.ts';

export interface SuiteOptions {
  readonly tools: Tools;
  /** Where Hosting serves; 0 picks a free one. */
  readonly port: number;
  /** Whether it begins with the sample people, records and definitions. */
  readonly samples: boolean;
  /** Fires the scheduled functions each minute. */
  readonly ticks: boolean;
  /** Told in words how far the start is, and of schedules that failed. */
  readonly say: (text: string) => void;
  /** Gives the start up. */
  readonly signal: AbortSignal;
}

export interface Suite {
  /** `<url>/api/<operation>` answers, through Hosting. */
  readonly url: string;
  /** The variables by which code and tests find the emulators. */
  readonly hosts: Readonly<Record<string, string>>;
  /** The file with everything that firebase-tools, the emulators and the functions print. */
  readonly log: string;
  /** Settles when nothing of it runs any more, also where it ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const START_MS_MAX = 240_000;

export async function startSuite({ tools, port, samples, ticks, say, signal }: SuiteOptions): Promise<Suite> {
  const ports = await portsFor(port);
  const project = layOut(ROOT, tools, ports);
  const tasks = await startTasksEmulator({ port: 0 });
  const hosts = hostsOf(ports, tasks.port);
  const env = environmentOf({ env: process.env, tools, bin: BIN, project, hosts });
  const log = newLog();
  let emulators: Guarded;
  try {
    say('building the functions and the dashboard');
    await build(project, env);
    say(`starting the emulators; their log is ${log}`);
    emulators = startEmulators(project, env, log);
  } catch (error) {
    await tasks.close();
    rmSync(project.folder, { recursive: true, force: true });
    throw error;
  }
  const url = `http://${ADDRESS}:${ports.hosting}`;
  const functions = { url: `http://${ADDRESS}:${ports.functions}`, projectId: PROJECT_ID };
  const stopTicking = ticks ? tickEachMinute(functions, (error) => say(`a schedule failed: ${error}`)) : () => {};
  const ended = emulators.ended.then(() => tasks.close());
  const stop = (): Promise<void> => {
    stopTicking();
    emulators.end();
    return ended;
  };
  void ended.then(stopTicking);
  signal.addEventListener('abort', () => void stop());
  if (signal.aborted) void stop();
  const ask = async (): Promise<boolean> => saysReady(log) && answers(url);
  const state = await until({ ask, ended, withinMs: START_MS_MAX });
  if (state !== 'ready') {
    await stop();
    const what = state === 'ended' ? 'The emulators ended' : `Nothing answers after ${START_MS_MAX / 1_000} s`;
    throw new Unstartable(`${what}. The end of ${log}:\n${lastLines(log)}`);
  }
  if (samples) await filled({ hosts, say, stop });
  return { url, hosts, log, ended, stop };
}

/** This process finds the emulators by its environment from now on, as the functions do. */
async function filled({ hosts, say, stop }: Pick<SuiteOptions, 'say'> & Pick<Suite, 'hosts' | 'stop'>): Promise<void> {
  Object.assign(process.env, hosts, { METADATA_SERVER_DETECTION: 'none' });
  try {
    say('loading the samples');
    await fill();
  } catch (error) {
    await stop();
    throw error;
  }
}

async function portsFor(hosting: number): Promise<Ports> {
  if (hosting !== 0 && !(await isFree(hosting)))
    throw new Unstartable(
      `Port ${hosting} is taken. Stop what uses it, or choose another with --port (0 picks a free one).`,
    );
  const free = await freePorts(PORT_NAMES.length);
  const ports = Object.fromEntries(PORT_NAMES.map((name, i) => [name, free[i]])) as unknown as Ports;
  return hosting === 0 ? ports : { ...ports, hosting };
}

const hostsOf = (ports: Ports, tasksPort: number): Readonly<Record<string, string>> => ({
  FIRESTORE_EMULATOR_HOST: `${ADDRESS}:${ports.firestore}`,
  PUBSUB_EMULATOR_HOST: `${ADDRESS}:${ports.pubsub}`,
  FIREBASE_AUTH_EMULATOR_HOST: `${ADDRESS}:${ports.auth}`,
  FUNCTIONS_EMULATOR_HOST: `${ADDRESS}:${ports.functions}`,
  TASKS_EMULATOR_HOST: `${ADDRESS}:${tasksPort}`,
  FUNCTIONS_URL: `http://${ADDRESS}:${ports.functions}/${PROJECT_ID}/${REGION}`,
  PUBLIC_URL: `http://${ADDRESS}:${ports.hosting}`,
});
