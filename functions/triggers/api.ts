// The API: every operation, routed by path, in the protocol of callable functions. No other origin may call it from a page.
import { handleCall } from '../api/callable.ts';
import { CHANNEL_HEADER } from '../api/channel.ts';
import type { GetCloud } from './cloud.ts';
import { answering, callOf, type HttpHandler, headerOf } from './http.ts';

export const apiHandler = (getCloud: GetCloud): HttpHandler =>
  answering(getCloud, ({ api, authenticate }, request) =>
    handleCall(
      { ...api, authenticate: (token) => authenticate(token, headerOf(request, CHANNEL_HEADER)) },
      callOf(request),
    ),
  );
