// What the engine is made of: the ports, its memory of definitions and people, and what is injected.
import type { AccessPolicy } from '../core/access.ts';
import type { Assurance } from '../core/assurance.ts';
import type { ActionCall, ActionResult } from '../core/commands.ts';
import type { MessagingPolicy } from '../core/context.ts';
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

/** A task as a link names it. */
export interface LinkedTask {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly userId: string;
}

/** How the reader of a message can decide what it is about. */
export interface Ask {
  /** For a reply in the chat; null: a reply is not enough here. */
  readonly code: string | null;
  /** The signed page; null: only a sign-in is enough, or there are no signed pages. */
  readonly link: string | null;
  /** Where it is decided by those who sign in; null: nowhere. */
  readonly page: string | null;
}

/** Turns a message into words for one person and channel; pure. */
export type Render = (message: {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly effect: MessageEffect;
  readonly to: User;
  readonly channel: User['channel'];
  /** People the message may name, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** It may have been told before, by another channel. */
  readonly isReminder: boolean;
  /** Where it waits for the reader. */
  readonly ask?: Ask;
}) => { readonly subject: string; readonly text: string; readonly html?: string };

/** One line of the list of what waits for somebody. */
export interface DigestTask {
  /** The names of the workflow and of the step. */
  readonly title: string;
  /** The name of who asks. */
  readonly requester: string;
  /** Epoch ms. */
  readonly dueAt?: number;
  /** For a reply in the chat; null: a reply is not enough here. Only the first of a long list have it. */
  readonly code?: string | null;
  /** Where it is decided; null: nowhere. */
  readonly link?: string | null;
}

/** Turns the list of what waits for one person into words, those due first; pure. */
export type RenderDigest = (digest: {
  readonly to: User;
  readonly channel: User['channel'];
  readonly tasks: readonly DigestTask[];
  /** Of the person's calendar. */
  readonly timeZone: string;
  readonly now: number;
}) => { readonly subject: string; readonly text: string; readonly html?: string };

export interface EngineOptions {
  readonly access: AccessPolicy;
  readonly actions: Readonly<Record<string, Action>>;
  readonly render: Render;
  /** null: nobody gets a list of what waits for them in the morning. */
  readonly renderDigest?: RenderDigest | null;
  /** Whose mornings these are for people without a calendar of their own; unless given, every day from nine on. */
  readonly digestCalendar?: Calendar;
  readonly checkTemplate: Vocabulary['checkTemplate'];
  /** Working calendars by id; none unless given. */
  readonly calendars?: Readonly<Record<string, Calendar>>;
  /** Keys for sensitive and personal data; without them, definitions that name such data are refused. */
  readonly keyring?: Keyring | null;
  /** IANA name of the zone whose days the figures are of; UTC unless given. */
  readonly timeZone?: string;
  /** How long word of a message is waited for; ten minutes unless given. */
  readonly messaging?: MessagingPolicy;
  /** The address of a page on which this task is decided, issued at (epoch ms); null: there are none. */
  readonly signLink?: (task: LinkedTask & { readonly issuedAt: number }) => Promise<string | null>;
  /** The address at which those who sign in find this task; null: there is none. */
  readonly pageOf?: (task: LinkedTask) => string | null;
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
  /** How surely it is them; absent: they have signed in. */
  readonly assurance?: Assurance;
}
export const ENGINE: Caller = { userId: 'engine', channel: 'engine', authentication: 'engine' };
