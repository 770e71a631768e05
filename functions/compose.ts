// The only place where a platform meets the engine, its actions, its words and the company's settings.
import { z } from 'zod';
import dhakaOffice from '../definitions/calendars/dhaka-office.json' with { type: 'json' };
import holidaysBd from '../definitions/calendars/holidays-bd.json' with { type: 'json' };
import overridesBd from '../definitions/calendars/overrides-bd.json' with { type: 'json' };
import company from '../definitions/company.json' with { type: 'json' };
import { factsOf } from './channels/facts.ts';
import { checkTemplate, renderMessage } from './channels/render.ts';
import { accessPolicySchema } from './core/access.ts';
import type { Vocabulary } from './core/definition/finding.ts';
import type { Calendar } from './core/time/calendar.ts';
import { composeCalendar } from './core/time/holidays.ts';
import { WorkflowEngine } from './engine/engine.ts';
import type { Render } from './engine/parts.ts';
import { actions } from './handlers/index.ts';
import type { Platform } from './platform/platform.ts';

const companySchema = z.strictObject({ timeZone: z.string(), access: accessPolicySchema });
export type Company = z.infer<typeof companySchema>;

/** Working calendars, each made of its file, its holidays and what corrects them. */
const allCalendars = [composeCalendar(dhakaOffice, holidaysBd, overridesBd)];
export const calendars: Readonly<Record<string, Calendar>> = Object.fromEntries(
  allCalendars.map((calendar) => [calendar.id, calendar]),
);

/** The settings in definitions/company.json. */
export const defaultCompany: Company = companySchema.parse(company);

/** What definitions may refer to in this build. */
export const vocabulary: Vocabulary = { actions: new Set(Object.keys(actions)), checkTemplate, calendars };

export function composeEngine(platform: Platform, { access, timeZone }: Company = defaultCompany): WorkflowEngine {
  const render: Render = ({ definition, instance, effect, to, channel, names }) =>
    renderMessage({
      template: effect.template,
      channel,
      to,
      facts: factsOf({ definition, instance, stepId: effect.stepId, facts: effect.facts, names }),
      overrides: definition.notifications?.templates,
      timeZone,
    });
  return new WorkflowEngine(platform, { access, actions, render, checkTemplate, calendars });
}
