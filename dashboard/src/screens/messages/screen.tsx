// Messages as a place of their own: a phone has no room for a panel, and an address can be kept.
import { Messages } from '../../messages/messages.tsx';
import { messagesWords } from '../../messages/words.ts';
import { ScreenHead } from '../../shell/head.tsx';

export function MessagesScreen() {
  const { title, text } = messagesWords();
  return (
    <>
      <ScreenHead title={title}>{text}</ScreenHead>
      <Messages />
    </>
  );
}
