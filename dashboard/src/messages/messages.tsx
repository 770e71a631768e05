// The newest messages as a list. To see it is to have looked.
import './messages.css';
import { useEffect, useState } from 'preact/hooks';
import { store } from '../data/query.ts';
import { ButtonLink } from '../design/button.tsx';
import { Empty, Show, Skeleton } from '../design/feedback.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import { Time } from '../design/time.tsx';
import { lookedAt, markLooked } from './looks.ts';
import { beginningOf, isNewer, type Message, pathOf } from './reading.ts';
import { useMessages } from './use-messages.ts';
import { messagesWords } from './words.ts';

const SHOWN_MAX = 50;
const ICONS: Readonly<Record<Message['channel'], IconName>> = { whatsapp: 'comment', email: 'mail', in_app: 'bell' };

export const Messages = () => (
  <Show
    loaded={useMessages(SHOWN_MAX)}
    loading={<Skeleton rows={3} height={4} />}
    onRetry={() => void store.refresh('listMyMessages')}
  >
    {({ messages }) => <MessageList messages={messages} />}
  </Show>
);

function MessageList({ messages }: { readonly messages: readonly Message[] }) {
  const words = messagesWords();
  // What was new when it was opened is marked as long as it is open.
  const [before] = useState(() => lookedAt.peek());
  useEffect(() => markLooked(messages[0]), [messages]);
  if (messages.length === 0)
    return (
      <Empty icon="bell" title={words.none} action={<ButtonLink href="/settings">{words.toSettings}</ButtonLink>}>
        {words.noneText}
      </Empty>
    );
  return (
    <ol class="messages" aria-label={words.title}>
      {messages.map((message, index) => (
        // Nothing else tells two of them apart for sure.
        <MessageItem key={messages.length - index} message={message} isNew={isNewer(message, before)} />
      ))}
    </ol>
  );
}

function MessageItem({ message, isNew }: { readonly message: Message; readonly isNew: boolean }) {
  const words = messagesWords();
  const { channel, subject, text, at } = message;
  const path = pathOf(message);
  return (
    <li class="message">
      <span class="message-channel" title={words.by[channel]}>
        <Icon name={ICONS[channel]} />
        <span class="hidden-label">{words.by[channel]}</span>
      </span>
      <div class="message-body">
        <div class="message-head">
          {path === null ? <strong>{subject}</strong> : <a href={path}>{subject}</a>}
          {isNew && <span class="chip busy">{words.isNew}</span>}
          <span class="quiet small spread">
            <Time at={at} />
          </span>
        </div>
        <p class="message-text">{beginningOf(text)}</p>
      </div>
    </li>
  );
}
