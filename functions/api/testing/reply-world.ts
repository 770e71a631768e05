// The real engine on the embedded platform, people with telephones, and a chat that writes down what it says.
import type { JsonObject } from '../../core/json.ts';
import { replyCode } from '../../core/reply-code.ts';
import type { User } from '../../core/user.ts';
import { as, createHarness, type Harness, PEOPLE, person, reset } from '../../engine/testing/harness.ts';
import type { Platform } from '../../platform/platform.ts';
import { createReplies, type Replies, type RepliesParts, type Speaker } from '../replies.ts';
import { plainWords } from './plain-words.ts';

type Answer = Parameters<Speaker['say']>[0];

/** Everybody of the harness, in order, from +8801700000001 on. */
const EVERYBODY: readonly User[] = [...PEOPLE, person('lia', ['lead'], { name: 'Lia Noor' })].map((user, at) => ({
  ...user,
  phone: `+88017000000${String(at + 1).padStart(2, '0')}`,
}));
export const phoneOf = (userId: string): string => EVERYBODY.find(({ id }) => id === userId)?.phone ?? '+8801799999999';

export interface ReplyWorld extends Harness {
  /** What was said, oldest first. */
  readonly said: Answer[];
  readonly replies: Replies;
  /** A process of its own on the same platform. */
  another(changes?: Partial<RepliesParts>): Replies;
  /** Somebody writes; answers what is said to them, null where nothing is. */
  write(userId: string, text: string, messageId?: string): Promise<string | null>;
  start(data?: JsonObject): Promise<string>;
  code(instanceId: string, userId: string, step?: { readonly stepId?: string; readonly attempt?: number }): string;
  /** How often the instance has changed. */
  seq(instanceId: string): Promise<number | undefined>;
  step(instanceId: string, stepId?: string): Promise<JsonObject>;
}

export async function openReplyWorld(
  changes: Partial<RepliesParts> = {},
  wrap: (platform: Platform) => Platform = (platform) => platform,
): Promise<ReplyWorld> {
  const harness = await createHarness({ people: EVERYBODY, wrap });
  const { engine, platform, counts } = harness;
  const said: Answer[] = [];
  const another = (others: Partial<RepliesParts> = {}): Replies =>
    createReplies({
      engine,
      leases: platform.leases,
      chat: { say: async (answer) => void said.push(answer) },
      words: plainWords,
      log: platform.log,
      clock: platform.clock,
      signLink: async ({ stepId, userId }) => `https://example.com/decide#${stepId}-${userId}`,
      pageOf: ({ instanceId }) => `https://example.com/${instanceId}`,
      ...changes,
      ...others,
    });
  const replies = another();
  let messages = 0;
  const seen = async (instanceId: string, stepId: string): Promise<JsonObject> => {
    const { steps } = await engine.getWorkflowInstance(as('ann'), { instanceId });
    return (steps as Record<string, JsonObject>)[stepId] as JsonObject;
  };
  return {
    ...harness,
    said,
    replies,
    another,
    write: async (userId, text, messageId) => {
      messages += 1;
      const before = said.length;
      await replies({ messageId: messageId ?? `m${messages}`, phone: phoneOf(userId), text });
      return said[before]?.text ?? null;
    },
    start: async (data = {}) => {
      const { instanceId } = await engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data });
      await platform.idle();
      reset(counts);
      return String(instanceId);
    },
    code: (instanceId, userId, { stepId = 'approve', attempt = 1 } = {}) =>
      replyCode(instanceId, stepId, attempt, userId),
    seq: async (instanceId) => (await platform.instances.read(instanceId)).stored?.document.seq,
    step: (instanceId, stepId = 'approve') => seen(instanceId, stepId),
  };
}
