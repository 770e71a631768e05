// Signing in at the embedded server: no password, one chooses who one is. Each tab may be somebody else.
import type { User } from '../api/api.ts';
import { post } from '../api/client.ts';
import type { Door } from './door.ts';

const PERSON = 'countersign.person';
const TOKEN = 'countersign.token';

export function embeddedDoor(): Door {
  let token: string | null = sessionStorage.getItem(TOKEN);

  async function enter(choice: string): Promise<User> {
    const answer = (await post(fetch, 'signIn', { userId: choice }, null)) as { token: string; user: User };
    token = answer.token;
    sessionStorage.setItem(TOKEN, token);
    sessionStorage.setItem(PERSON, choice);
    // A new tab begins as the last person here.
    localStorage.setItem(PERSON, choice);
    return answer.user;
  }

  const remembered = (): string | null => sessionStorage.getItem(PERSON) ?? localStorage.getItem(PERSON);

  return {
    enter,
    resume: async () => {
      const person = remembered();
      // Somebody who is no more in the directory has to choose again.
      return person === null ? null : enter(person).catch((error) => forgetUnlessOffline(error));
    },
    token: async (isRefused) => {
      const person = remembered();
      if (isRefused && person !== null) await enter(person);
      return token;
    },
    leave: async () => {
      token = null;
      for (const store of [sessionStorage, localStorage]) {
        store.removeItem(PERSON);
        store.removeItem(TOKEN);
      }
    },
  };
}

function forgetUnlessOffline(error: unknown): null {
  if ((error as { reason?: string }).reason !== 'NOT_FOUND') throw error;
  localStorage.removeItem(PERSON);
  sessionStorage.removeItem(PERSON);
  return null;
}
