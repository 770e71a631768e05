// What a decision may know besides the instance, from what the engine is made of.
import type { Context, Directory } from '../core/context.ts';
import type { Parts } from './parts.ts';

export const contextAt = (
  { access, calendars, messaging }: Pick<Parts, 'access' | 'calendars' | 'messaging'>,
  now: number,
  directory: Directory,
): Context => ({ now, directory, access, calendars, messaging });
