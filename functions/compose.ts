// The only place where a platform meets the engine, its actions, its words and the company's settings.
import { z } from 'zod';
import dhakaOffice from '../definitions/calendars/dhaka-office.json' with { type: 'json' };
import holidaysBd from '../definitions/calendars/holidays-bd.json' with { type: 'json' };
import overridesBd from '../definitions/calendars/overrides-bd.json' with { type: 'json' };
import company from '../definitions/company.json' with { type: 'json' };
import { digestFacts } from './channels/digest.ts';
import { factsOf } from './channels/facts.ts';
import { checkTemplate, renderMessage } from './channels/render.ts';
import { accessPolicySchema } from './core/access.ts';
import type { Vocabulary } from './core/definition/finding.ts';
import type { Calendar } from './core/time/calendar.ts';
import { composeCalendar } from './core/time/holidays.ts';
import { WorkflowEngine } from './engine/engine.ts';
import type { EngineOptions, Render, RenderDigest } from './engine/parts.ts';
import type { Keyring } from './engine/sealing/keyring.ts';
import { createHttpPost } from './handlers/http-post.ts';
import { actions } from './handlers/index.ts';
import type { Addresses } from './messaging.ts';
import { createHttpsPost, resolveHost } from './platform/node/http-client.ts';
import type { Platform } from './platform/platform.ts';

const companySchema = z.strictObject({
  timeZone: z.string(),
  access: accessPolicySchema,
  /** Where `http.post` may post to, and which secret may go to which hosts. */
  http: z.strictObject({ allow: z.array(z.string()), secrets: z.record(z.string(), z.array(z.string())) }),
  messages: z.strictObject({
    /** Whose mornings these are for people without a calendar of their own; without, every day begins at nine. */
    calendar: z.string().optional(),
    /** Whether people get a list of what waits for them on the morning of each working day. */
    digest: z.boolean(),
    /** Not reported as delivered for so long, a message goes out again, by the next channel. */
    failOverMinutes: z
      .int()
      .min(1)
      .max(24 * 60),
  }),
});
export type Company = z.infer<typeof companySchema>;

/** Working calendars, each made of its file, its holidays and what corrects them. */
const allCalendars = [composeCalendar(dhakaOffice, holidaysBd, overridesBd)];
export const calendars: Readonly<Record<string, Calendar>> = Object.fromEntries(
  allCalendars.map((calendar) => [calendar.id, calendar]),
);

/** The settings in definitions/company.json. */
export const defaultCompany: Company = companySchema.parse(company);

/** What definitions may refer to in this build. */
export const vocabulary: Vocabulary = {
  actions: new Set([...Object.keys(actions), 'http.post']),
  checkTemplate,
  calendars,
};

export interface ComposeOptions {
  readonly company?: Company;
  /** Keys for sensitive and personal data; without, definitions that name such data are refused. */
  readonly keyring?: Keyring;
  /** Of what runs, for whoever asks how it does. */
  readonly version?: string;
  /** The value of a secret by its name, from wherever this process keeps its secrets. */
  readonly secret?: (name: string) => string | undefined;
  /** What leads from messages to where they are answered; without, they carry codes alone. */
  readonly addresses?: Addresses;
}

export function composeEngine(
  platform: Platform,
  {
    company: { access, timeZone, http, messages } = defaultCompany,
    keyring,
    version = 'unknown',
    secret = () => undefined,
    addresses,
  }: ComposeOptions = {},
): WorkflowEngine {
  const render: Render = ({ definition, instance, effect, to, channel, names, ask, isReminder }) =>
    renderMessage({
      template: effect.template,
      channel,
      to,
      ask,
      isReminder,
      facts: factsOf({ definition, instance, stepId: effect.stepId, facts: effect.facts, names }),
      overrides: definition.notifications?.templates,
      timeZone,
    });
  const post = createHttpPost({
    allow: http.allow,
    // A secret goes to the hosts it is meant for, and to no other that a definition may name.
    secrets: async (name, host) => (http.secrets[name]?.includes(host) === true ? secret(name) : undefined),
    resolve: resolveHost,
    connect: createHttpsPost(),
  });
  return new WorkflowEngine(platform, {
    access,
    actions: { ...actions, 'http.post': post },
    render,
    ...digestsOf(messages),
    ...(addresses ?? {}),
    messaging: { failOverAfterMs: messages.failOverMinutes * 60_000 },
    checkTemplate,
    calendars,
    keyring: keyring ?? null,
    timeZone,
    version,
  });
}

function digestsOf({ digest, calendar }: Company['messages']): Pick<EngineOptions, 'renderDigest' | 'digestCalendar'> {
  const words = { renderDigest: digest ? renderDigest : null };
  if (calendar === undefined) return words;
  if (!Object.hasOwn(calendars, calendar))
    throw new Error(
      `messages.calendar in definitions/company.json is "${calendar}"; use one of ${Object.keys(calendars).join(', ')}`,
    );
  return { ...words, digestCalendar: calendars[calendar] as Calendar };
}

const renderDigest: RenderDigest = ({ to, channel, tasks, timeZone, now }) =>
  renderMessage({
    template: 'workflow_daily_digest',
    channel,
    to,
    facts: digestFacts({ tasks, at: now }),
    timeZone,
  });
