// The secret address at which the gateway of the chat calls; without a chat there is nothing at it.
import type { IncomingMessage } from 'node:http';
import { type ChatWebhook, type ChatWebhookParts, handleChatWebhook } from '../../functions/api/chat-webhook.ts';
import { jsonOf } from '../../functions/api/json-body.ts';
import type { Answer } from './answer.ts';
import type { ReadBody } from './api-route.ts';

export interface WebhookParts extends Omit<ChatWebhookParts, 'chat'> {
  readonly chat?: ChatWebhook;
}

export async function answerWebhook(
  { engine, log, chat }: WebhookParts,
  request: IncomingMessage,
  path: string,
  body: ReadBody,
): Promise<Answer> {
  const { status, body: answer } = await handleChatWebhook(
    { engine, log, chat: chat ?? null },
    {
      method: request.method ?? '',
      path,
      body: body.bytes === null ? undefined : jsonOf(body.bytes),
      bodyBytes: body.bytes === null ? body.size : body.bytes.length,
    },
  );
  return { status, type: 'application/json; charset=utf-8', text: JSON.stringify(answer) };
}
