// Calls of other systems at secret addresses, and of the gateway of the chat.
import { handleChatWebhook, isForChat } from '../api/chat-webhook.ts';
import { handleWebhook } from '../api/webhooks.ts';
import type { GetCloud } from './cloud.ts';
import { answering, callOf, type HttpHandler } from './http.ts';

export const webhooksHandler = (getCloud: GetCloud): HttpHandler =>
  answering(getCloud, ({ api, webhooks, chat = null, engine, log }, request) => {
    const call = callOf(request);
    return isForChat(call.path) ? handleChatWebhook({ engine, log, chat }, call) : handleWebhook(api, webhooks, call);
  });
