// Calls of other systems at secret addresses.
import { handleWebhook } from '../api/webhooks.ts';
import type { GetCloud } from './cloud.ts';
import { answering, callOf, type HttpHandler } from './http.ts';

export const webhooksHandler = (getCloud: GetCloud): HttpHandler =>
  answering(getCloud, ({ api, webhooks }, request) => handleWebhook(api, webhooks, callOf(request)));
