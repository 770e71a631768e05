// Calls to the engine: all of a click in one `fetchAll`, as the person who clicked.
import { type Answer, answerOf, type Call, UNREACHABLE } from '../logic/api.ts';
import type { Settings } from '../logic/settings.ts';
import { tokenOf } from './identity.ts';

/** Answers in the order of the calls. A token that is not taken is renewed once, and only what it spoilt is sent again. */
export function callAll(settings: Settings, calls: readonly Call[]): readonly Answer[] {
  if (calls.length === 0) return [];
  const answers = [...send(settings, calls, tokenOf(settings, false))];
  const refused = answers.flatMap((answer, at) => (!answer.ok && answer.reason === 'UNAUTHENTICATED' ? [at] : []));
  if (refused.length === 0) return answers;
  const again = send(
    settings,
    refused.map((at) => calls[at] as Call),
    tokenOf(settings, true),
  );
  refused.forEach((at, index) => {
    answers[at] = again[index] as Answer;
  });
  return answers;
}

export function callOne(settings: Settings, operation: string, data: Call['data']): Answer {
  return callAll(settings, [{ operation, data }])[0] ?? UNREACHABLE;
}

function send({ server }: Settings, calls: readonly Call[], token: string): readonly Answer[] {
  try {
    return UrlFetchApp.fetchAll(calls.map(({ operation, data }) => requestOf(server, operation, data, token))).map(
      (response) => answerOf(response.getResponseCode(), response.getContentText()),
    );
  } catch {
    // One unreachable address fails the whole call, and what was sent of it may have arrived.
    return calls.map(() => UNREACHABLE);
  }
}

const requestOf = (server: string, operation: string, data: Call['data'], token: string) => ({
  url: `${server}/api/${operation}`,
  method: 'post' as const,
  contentType: 'application/json',
  headers: { authorization: `Bearer ${token}`, 'x-countersign-channel': 'sheets' },
  payload: JSON.stringify({ data }),
  muteHttpExceptions: true,
  followRedirects: false,
});
