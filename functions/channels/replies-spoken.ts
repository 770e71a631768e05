// The answers of the chat for whoever is spoken to: in their language and zone, or in every language where nobody knows it.
import type { User } from '../core/user.ts';
import type { ReplyWords } from './replies-words.ts';
import { REPLY_WORDS } from './replies-words.ts';

type Unread<F> = Omit<F, 'reader'>;
/** As `ReplyWords`, said to a person; a number that nobody knows is answered without one. */
export type SpokenReplies = {
  readonly [name in Exclude<keyof ReplyWords, 'stranger' | 'busy' | 'notUnderstood'>]: (
    to: User,
    facts: Unread<Parameters<ReplyWords[name]>[0]>,
  ) => string;
} & {
  readonly stranger: () => string;
  readonly notUnderstood: (to: User) => string;
  readonly busy: (to: User | null) => string;
};

/** `timeZone`: IANA name of the zone in which moments are told. */
export function createReplyWords(timeZone: string): SpokenReplies {
  const inAll = (name: 'stranger' | 'busy'): string => `${REPLY_WORDS.en[name]()}\n\n${REPLY_WORDS.bn[name]()}`;
  const spoken = Object.keys(REPLY_WORDS.en).map((name) => [
    name,
    ({ language }: User, facts: object = {}) =>
      (REPLY_WORDS[language][name as keyof ReplyWords] as (facts: object) => string)({
        ...facts,
        reader: { language, timeZone },
      }),
  ]);
  return {
    ...(Object.fromEntries(spoken) as unknown as SpokenReplies),
    stranger: () => inAll('stranger'),
    busy: (to) => (to === null ? inAll('busy') : REPLY_WORDS[to.language].busy()),
  };
}
