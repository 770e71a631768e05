// The object form of conditions, as a schema.
import { z } from 'zod';
import type { Json } from '../json.ts';
import { EXPRESSION_CHARS_MAX } from '../limits.ts';

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
const comparable = z.union([z.number(), z.string()]);

/** Comparisons of one field; several mean all of them. */
export const comparisonSchema = z
  .strictObject({
    $eq: json.optional(),
    $ne: json.optional(),
    $gt: comparable.optional(),
    $gte: comparable.optional(),
    $lt: comparable.optional(),
    $lte: comparable.optional(),
    $in: z.array(json).max(1_000).optional(),
    $nin: z.array(json).max(1_000).optional(),
    $exists: z.boolean().optional(),
    $size: z.int().min(0).optional(),
  })
  .meta({ id: 'comparison' });
export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparisonOperator = keyof Comparison;

export const isComparison = (value: unknown): value is Comparison =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => key.startsWith('$'));

const fieldTest: z.ZodType<Json | Comparison> = z
  .union([comparisonSchema, json])
  .refine((value) => !hasOperatorKey(value) || comparisonSchema.safeParse(value).success, {
    message: 'unknown operator; use $eq $ne $gt $gte $lt $lte $in $nin $exists $size',
  });

const hasOperatorKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).some((key) => key.startsWith('$'));

export interface Condition {
  readonly $and?: readonly Condition[] | undefined;
  readonly $or?: readonly Condition[] | undefined;
  readonly $not?: Condition | undefined;
  readonly $rule?: string | undefined;
  readonly $expr?: string | undefined;
  readonly [path: string]: unknown;
}

const PATH = /^(\$steps\.[A-Za-z][\w-]*\.|\$context\.)?[\w-]+(\.[\w-]+){0,15}$/;
const LOGICAL = new Set(['$and', '$or', '$not', '$rule', '$expr']);

export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z
      .object({
        $and: z.array(conditionSchema).min(1).max(100).optional(),
        $or: z.array(conditionSchema).min(1).max(100).optional(),
        $not: conditionSchema.optional(),
        $rule: z.string().optional(),
        $expr: z.string().min(1).max(EXPRESSION_CHARS_MAX).optional(),
      })
      .catchall(fieldTest)
      .superRefine((condition, issues) => {
        for (const key of Object.keys(condition))
          if (!LOGICAL.has(key) && !PATH.test(key))
            issues.addIssue({
              code: 'custom',
              path: [key],
              message: `"${key}" is neither a path nor a known operator`,
            });
      }),
  )
  .meta({
    id: 'condition',
    description: 'All fields must hold. Paths are dotted; $steps.<id>. and $context. reach beyond the data.',
  });
