// Who clicked: Google's word for it, exchanged for a token that the engine takes. An edit never has one, only a click.
import { isLocal, type Settings } from '../logic/settings.ts';
import { localUser } from './settings-store.ts';
import { Stop } from './stop.ts';

const EXCHANGE = 'https://identitytoolkit.googleapis.com/v1/accounts:signInWithIdp';
/** A Firebase token lives an hour; it is let go a little earlier, so that none expires on its way. */
const CACHED_SECONDS_MAX = 55 * 60;
const MARGIN_SECONDS = 5 * 60;

/** The person's token; `renew`: the one at hand was refused. */
export function tokenOf(settings: Settings, renew: boolean): string {
  const cache = CacheService.getUserCache();
  const key = `token|${settings.server}|${settings.apiKey}|${isLocal(settings.server) ? localUser() : ''}`.slice(
    0,
    250,
  );
  const cached = renew ? null : cache.get(key);
  if (cached !== null) return cached;
  const { token, seconds } = isLocal(settings.server) ? signIn(settings) : exchange(settings);
  if (seconds > 0) cache.put(key, token, seconds);
  return token;
}

interface Fresh {
  readonly token: string;
  readonly seconds: number;
}

function exchange({ server, apiKey }: Settings): Fresh {
  const google = ScriptApp.getIdentityToken();
  if (!google)
    throw new Stop(
      'Google did not say who you are.',
      'Reload the sheet, and allow Countersign to see your email address.',
    );
  const answer = post(`${EXCHANGE}?key=${encodeURIComponent(apiKey)}`, {
    postBody: `id_token=${encodeURIComponent(google)}&providerId=google.com`,
    requestUri: server,
    returnSecureToken: true,
    returnIdpCredential: false,
  });
  const { idToken, expiresIn } = answer;
  if (typeof idToken !== 'string' || idToken === '')
    throw new Stop(
      `Signing in was refused${typeof answer.error?.message === 'string' ? ` (${answer.error.message})` : ''}.`,
      'Ask your administrator: the add-on’s client id has to be among those that the Google provider allows.',
    );
  return { token: idToken, seconds: Math.min(Number(expiresIn ?? 3600) - MARGIN_SECONDS, CACHED_SECONDS_MAX) };
}

/** Only servers on a developer's own machine know this operation. */
function signIn({ server }: Settings): Fresh {
  const userId = localUser();
  if (userId === '') throw new Stop('Nobody is signed in.', 'Say under Settings who you are on this local server.');
  const { result, error } = post(`${server}/api/signIn`, { data: { userId } });
  if (typeof result?.token !== 'string')
    throw new Stop(error?.message ?? 'The local server did not sign you in.', 'Check under Settings who you are.');
  return { token: result.token, seconds: CACHED_SECONDS_MAX };
}

interface Posted {
  readonly idToken?: unknown;
  readonly expiresIn?: unknown;
  readonly result?: { readonly token?: unknown };
  readonly error?: { readonly message?: string };
}

function post(url: string, body: object): Posted {
  let text: string;
  try {
    text = UrlFetchApp.fetch(url, {
      method: 'post',
      contentType: 'application/json',
      payload: JSON.stringify(body),
      muteHttpExceptions: true,
      followRedirects: false,
    }).getContentText();
  } catch {
    throw new Stop('Signing in did not work: nobody answered.', 'Try again in a moment. Nothing was sent.');
  }
  try {
    return JSON.parse(text) as Posted;
  } catch {
    return {};
  }
}
