// Who was told what about a request, by which channel, and what became of it.
import type { InstanceView } from '../../api/api.ts';
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { Chip, type Tone } from '../../design/chip.tsx';
import { Empty } from '../../design/feedback.tsx';
import { Icon } from '../../design/icon.tsx';
import { Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { exactMoment, moment } from '../../words/format.ts';
import { type Message, messagesOf, type Try, type TryState } from './story.ts';
import { instanceWords } from './words.ts';

const TONES: Readonly<Record<TryState, Tone>> = {
  queued: 'quiet',
  sent: 'busy',
  unconfirmed: 'warn',
  delivered: 'good',
  read: 'good',
  failed: 'bad',
};

interface MessagesProps {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
}
export function Messages({ view, definition }: MessagesProps) {
  const { messages: words } = instanceWords();
  const messages = messagesOf(view.history);
  if (messages.length === 0)
    return (
      <Empty icon="mail" title={words.empty}>
        {words.emptyText}
      </Empty>
    );
  return (
    <ul class="message-list card" aria-label={words.title}>
      {messages.map((message) => (
        <MessageItem key={message.id} message={message} definition={definition} />
      ))}
    </ul>
  );
}

function MessageItem({ message, definition }: { readonly message: Message } & Pick<MessagesProps, 'definition'>) {
  const words = instanceWords();
  const { to, template, stepId, queuedAt, heldUntil, tries } = message;
  const isHeld = heldUntil !== undefined && tries.every(({ state }) => state === 'queued');
  return (
    <li>
      <Person id={to} />
      <div>
        <p class="message-what">{words.template[template] ?? template}</p>
        <p class="quiet small">
          {stepId !== undefined && `${stepNameIn(definition, stepId)} · `}
          <Time at={queuedAt} />
        </p>
      </div>
      <ol class="tries">
        {tries.map((one, index) => (
          <li key={`${one.channel} ${index}`} class="row small">
            {index > 0 && (
              <span class="quiet">
                <Icon name="right" size={12} />
                <span class="hidden-label">{words.messages.then}</span>
              </span>
            )}
            <TryItem one={one} />
          </li>
        ))}
        {isHeld && <li class="quiet small">{words.messages.held(moment(heldUntil))}</li>}
      </ol>
    </li>
  );
}

function TryItem({ one: { channel, state, at, error } }: { readonly one: Try }) {
  const words = instanceWords();
  return (
    <>
      <span>{words.channel[channel] ?? channel}</span>
      <Chip tone={TONES[state]} title={exactMoment(at)}>
        {words.messages.state[state]}
      </Chip>
      <span class="quiet">
        <Time at={at} />
      </span>
      {error && <span class="try-error quiet">{error}</span>}
    </>
  );
}
