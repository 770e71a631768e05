// What the engine is made of: the ports, its memory of definitions and people, and what is injected.
import type { AccessPolicy } from '../core/access.ts';
import type { ActionCall, ActionResult } from '../core/commands.ts';
import type { Vocabulary } from '../core/definition/finding.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { MessageEffect } from '../core/effects.ts';
import type { Instance } from '../core/instance.ts';
import type { Calendar } from '../core/time/calendar.ts';
import type { User } from '../core/user.ts';
import type { Log, Platform, Records } from '../platform/platform.ts';

export type { Log };

import type { Definitions } from './definitions.ts';
import type { Documents } from './documents.ts';
import type { People } from './people.ts';
import type { Keyring } from './sealing/keyring.ts';

export type Action = (call: ActionCall, ports: { readonly records: Records }) => Promise<ActionResult>;

/** Turns a message into words for one person and channel; pure. */
export type Render = (message: {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly effect: MessageEffect;
  readonly to: User;
  readonly channel: User['channel'];
  /** People the message may name, by id. */
  readonly names: Readonly<Record<string, string>>;
}) => { readonly subject: string; readonly text: string };

export interface EngineOptions {
  readonly access: AccessPolicy;
  readonly actions: Readonly<Record<string, Action>>;
  readonly render: Render;
  readonly checkTemplate: Vocabulary['checkTemplate'];
  /** Working calendars by id; none unless given. */
  readonly calendars?: Readonly<Record<string, Calendar>>;
  /** Keys for sensitive and personal data; without them, definitions that name such data are refused. */
  readonly keyring?: Keyring | null;
  /** IANA name of the zone whose days the figures are of; UTC unless given. */
  readonly timeZone?: string;
  /** Of this release, for whoever asks how the system does. */
  readonly version?: string;
}

export interface Parts extends Required<EngineOptions> {
  readonly platform: Platform;
  readonly definitions: Definitions;
  readonly people: People;
  readonly documents: Documents;
  /** The end of each instance's queue of commits in this process. */
  readonly lanes: Map<string, Promise<void>>;
}

/** Who calls, as the verified token says; roles are read anew for every decision. */
export interface Caller {
  readonly userId: string;
  readonly channel: string;
  readonly authentication: string;
}
export const ENGINE: Caller = { userId: 'engine', channel: 'engine', authentication: 'engine' };
