// A person in the directory: what routing, access and notification need to know of them.
import { z } from 'zod';

export const userId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/, 'letters, digits and . _ @ - only');
const name = z.string().min(1).max(200);
const role = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'lower case letters, digits and _');

export const channelSchema = z.enum(['whatsapp', 'email', 'in_app']);
export type Channel = z.infer<typeof channelSchema>;

export const awaySchema = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  delegate: userId.optional(),
});

export const userSchema = z.strictObject({
  id: userId,
  name,
  email: z.email().max(254),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'international form, +880…')
    .optional(),
  roles: z.array(role).max(20),
  businessUnit: z.string().max(64).optional(),
  territories: z.array(z.string().max(64)).max(100).default([]),
  skills: z.array(z.string().max(64)).max(100).default([]),
  manager: userId.optional(),
  capacity: z.int().min(0).max(10_000).optional(),
  calendar: z.string().max(64).optional(),
  away: awaySchema.optional(),
  language: z.enum(['en', 'bn']).default('en'),
  channel: channelSchema.default('email'),
});
export type User = z.infer<typeof userSchema>;

/** Whether the user is out of office at `now` (epoch ms); the end is exclusive. */
export const isAway = (user: User, now: number): boolean =>
  user.away !== undefined && Date.parse(user.away.from) <= now && now < Date.parse(user.away.to);

/** What an e-mail address is found by. Of ASCII alone: the lower case of some other letters is an ASCII one, and would prove the wrong person. */
export const addressKey = (address: string): string => address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
