// What waits for one person, as lines of a list: what it is, who asks, until when, and how it can be decided.
import { isOpen } from '../core/instance.ts';
import { askOf } from './ask.ts';
import { byDue, type OpenTask, openTasks } from './asking.ts';
import { namesOf } from './delegates.ts';
import { hasSecrets } from './documents.ts';
import type { DigestTask, Parts } from './parts.ts';

const PAGE_SIZE = 100;
/** Whoever has more is told of these. */
const INSTANCES_MAX = 1_000;
/** As many as a list in a mail shows; the rest is only counted. */
const ASKS_MAX = 10;

/** Those due first; none where nothing waits. */
export async function digestTasksOf(parts: Parts, userId: string, now: number): Promise<readonly DigestTask[]> {
  const open = await allOpen(parts, userId);
  const names = await namesOf(parts, [...new Set(open.map(({ instance }) => instance.context.startedBy))]);
  return Promise.all(
    open.map(async (one, place): Promise<DigestTask> => {
      const { definition, instance, task } = one;
      const { startedBy } = instance.context;
      const step = instance.steps[String(task.stepId)];
      return {
        title: `${definition.name}: ${task.name}`,
        requester: names[startedBy] ?? startedBy,
        ...(isOpen(step) && step.dueAt !== null ? { dueAt: step.dueAt } : {}),
        ...(place < ASKS_MAX ? await waysOf(parts, one, userId, now) : {}),
      };
    }),
  );
}

async function allOpen(parts: Parts, userId: string): Promise<readonly OpenTask[]> {
  const all: OpenTask[] = [];
  let pageToken: string | undefined;
  for (let read = 0; read < INSTANCES_MAX; read += PAGE_SIZE) {
    const { open, next } = await openTasks(parts, userId, { pageSize: PAGE_SIZE, pageToken });
    all.push(...open);
    pageToken = next.nextPageToken;
    if (pageToken === undefined) break;
  }
  return all.sort(byDue);
}

async function waysOf(
  parts: Parts,
  { definition, instance, task }: OpenTask,
  userId: string,
  now: number,
): Promise<Pick<DigestTask, 'code' | 'link'>> {
  // How surely it must be them may depend on what is sealed.
  const { stored } = hasSecrets(definition) ? await parts.documents.read(instance.id) : { stored: null };
  const plain = stored?.document.instance ?? instance;
  const place = { stepId: String(task.stepId), attempt: Number(task.attempt), userId };
  const ask = await askOf(parts, { definition, instance: plain }, place, now);
  return ask === null ? {} : { code: ask.code, link: ask.link ?? ask.page };
}
