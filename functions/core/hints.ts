// The two messages that travel outside a process, read back strictly: which effects are ready, which timer is due.
import { z } from 'zod';
import type { Timer } from './effects.ts';

const instanceId = z.string().min(1).max(200);
const stepId = z.string().min(1).max(200);
const effectId = z.string().min(1).max(1_000);
const at = z.int().nonnegative();
const attempt = z.int().nonnegative();

/** More than an instance can have pending. */
const EFFECT_IDS_MAX = 5_000;

const effectsSchema = z.strictObject({ instanceId, effectIds: z.array(effectId).min(1).max(EFFECT_IDS_MAX) });
const timerSchema: z.ZodType<Timer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('deadline'), stepId, attempt, at }),
  z.strictObject({ kind: z.literal('wait'), stepId, attempt, at }),
  z.strictObject({ kind: z.literal('sla'), at }),
  z.strictObject({ kind: z.literal('delivery'), effectId, at }),
  z.strictObject({ kind: z.literal('retry'), effectId, at }),
]);
const timerMessageSchema = z.strictObject({ instanceId, timer: timerSchema });

export type EffectsHint = z.infer<typeof effectsSchema>;
export type TimerHint = z.infer<typeof timerMessageSchema>;

/** Null where it is not such a message. */
export const readEffectsHint = (value: unknown): EffectsHint | null => effectsSchema.safeParse(value).data ?? null;
export const readTimerHint = (value: unknown): TimerHint | null => timerMessageSchema.safeParse(value).data ?? null;

/** The instance a message speaks of, also where the rest of it cannot be read. */
export function instanceNamedIn(value: unknown): string | undefined {
  const named = z.object({ instanceId }).safeParse(value);
  return named.success ? named.data.instanceId : undefined;
}
