// The bell: how many messages are new, and the way to them: a panel beside the navigation, or on a phone their screen.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../design/icon.tsx';
import { place } from '../router/router.ts';
import { number } from '../words/format.ts';
import { lookedAt } from './looks.ts';
import { Messages } from './messages.tsx';
import { COUNT_MAX, countNewer } from './reading.ts';
import { useMessages } from './use-messages.ts';
import { messagesWords } from './words.ts';

const PATH = '/messages';

export function MessageBell() {
  const words = messagesWords();
  const id = useId();
  // No more than are told apart: what everybody asks for all day has to cost little.
  const { data } = useMessages(COUNT_MAX + 1);
  const count = countNewer(data?.messages ?? [], lookedAt.value);
  const text = count > COUNT_MAX ? words.more(number(COUNT_MAX)) : number(count);
  const label = count === 0 ? words.title : words.bell(text);
  const face = (
    <>
      <Icon name="bell" size={18} />
      {count > 0 && <span class="badge">{text}</span>}
    </>
  );
  return (
    <>
      <button type="button" class="bell for-panel" popoverTarget={id} aria-label={label}>
        {face}
      </button>
      <a
        class="bell for-screen"
        href={PATH}
        aria-label={label}
        aria-current={place.value.path === PATH ? 'page' : undefined}
      >
        {face}
      </a>
      <Panel id={id} />
    </>
  );
}

/** What a click on the bell does, whichever of the two this window shows. */
export function ringBell(): void {
  for (const bell of document.querySelectorAll<HTMLElement>('.bell')) if (bell.checkVisibility()) bell.click();
}

function Panel({ id }: { readonly id: string }) {
  const { title } = messagesWords();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { path } = place.value;
  // Whoever went somewhere wants to see it.
  useEffect(() => {
    if (isOpen) panel.current?.hidePopover();
  }, [path]);
  return (
    <div
      id={id}
      ref={panel}
      popover="auto"
      role="dialog"
      class="messages-panel"
      aria-label={title}
      tabIndex={-1}
      onToggle={(event) => {
        const isNowOpen = (event as unknown as ToggleEvent).newState === 'open';
        setOpen(isNowOpen);
        if (isNowOpen) panel.current?.focus();
      }}
    >
      <h2>{title}</h2>
      {isOpen && <Messages />}
    </div>
  );
}
