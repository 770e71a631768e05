// What changes rarely, kept in the person's own cache: the fields of the workflow, and people's names.

import type { Answer, Call } from '../logic/api.ts';
import { type Field, fieldsOf } from '../logic/fields.ts';
import { hasOwn } from '../logic/own.ts';
import type { Settings } from '../logic/settings.ts';
import { callOne } from './engine.ts';
import { Stop } from './stop.ts';

const WORKFLOW_SECONDS = 10 * 60;
const NAMES_SECONDS = 60 * 60;
const CACHED_CHARS_MAX = 90_000;

export interface Workflow {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly steps: readonly { readonly id: string; readonly name: string }[];
}
type Names = Readonly<Record<string, string>>;

export function workflowOf(settings: Settings, workflowId: string): Workflow {
  const key = `workflow|${settings.server}|${workflowId}`;
  const cached = read<Workflow>(key);
  if (cached !== null) return cached;
  const answer = callOne(settings, 'getWorkflowDefinition', { workflowId });
  if (!answer.ok) throw new Stop(`The workflow “${workflowId}” cannot be read: ${answer.message}`, answer.next);
  const { name, data, steps } = answer.result.definition as {
    name: string;
    data?: unknown;
    steps: { id: string; name?: string }[];
  };
  const workflow = {
    name,
    fields: fieldsOf(data),
    steps: steps.map((step) => ({ id: step.id, name: step.name ?? step.id })),
  };
  write(key, workflow, WORKFLOW_SECONDS);
  return workflow;
}

/** The question for names, to be sent along with others; none while they are known. */
export function namesCall(settings: Settings): readonly Call[] {
  return read<Names>(namesKey(settings)) === null ? [{ operation: 'listUsers', data: {} }] : [];
}

/** Names by user id. Where nobody tells them, people go by their ids. */
export function nameOf(settings: Settings, answer: Answer | undefined): (userId: string) => string {
  let names = read<Names>(namesKey(settings)) ?? {};
  if (answer?.ok === true) {
    const users = answer.result.users as { id: string; name: string }[];
    names = Object.fromEntries(users.map(({ id, name }) => [id, name]));
    write(namesKey(settings), names, NAMES_SECONDS);
  }
  return (userId) => (hasOwn(names, userId) ? (names[userId] ?? userId) : userId);
}

const namesKey = ({ server }: Settings): string => `names|${server}`;

function read<T>(key: string): T | null {
  const text = CacheService.getUserCache().get(key.slice(0, 250));
  return text === null ? null : (JSON.parse(text) as T);
}

function write(key: string, value: object, seconds: number): void {
  const text = JSON.stringify(value);
  if (text.length <= CACHED_CHARS_MAX) CacheService.getUserCache().put(key.slice(0, 250), text, seconds);
}
