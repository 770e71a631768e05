// A menu at a button: the browser's popover, moved through by arrow keys.
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

interface MenuProps {
  /** The button's content; `label` says what it is where that is no text. */
  readonly button: ComponentChildren;
  readonly label?: string;
  readonly buttonClass?: string;
  readonly children: ComponentChildren;
}

const EDGE_PX = 8;

export function Menu({ button, label, buttonClass = 'button', children }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <button ref={anchor} type="button" class={buttonClass} popoverTarget={id} aria-haspopup="menu" aria-label={label}>
        {button}
      </button>
      <div
        id={id}
        ref={menu}
        popover="auto"
        role="menu"
        class="menu"
        aria-label={label}
        onToggle={(event) => {
          if ((event as unknown as ToggleEvent).newState !== 'open' || !anchor.current || !menu.current) return;
          placeAt(menu.current, anchor.current.getBoundingClientRect());
          itemsOf(menu.current)[0]?.focus();
        }}
        onKeyDown={(event) => moveFocus(event, itemsOf(menu.current))}
        onClick={(event) => {
          if ((event.target as Element).closest('.menu-item')) menu.current?.hidePopover();
        }}
      >
        {children}
      </div>
    </>
  );
}

const itemsOf = (menu: HTMLElement | null): readonly HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>('.menu-item:not([disabled])') ?? []),
];

/** Below the button, or above where there is no room; within the window. */
function placeAt(menu: HTMLElement, anchor: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const isBelow = anchor.bottom + height + EDGE_PX <= innerHeight || anchor.top < height;
  const top = isBelow ? anchor.bottom + 4 : anchor.top - height - 4;
  menu.style.top = `${Math.max(EDGE_PX, Math.min(top, innerHeight - height - EDGE_PX))}px`;
  menu.style.left = `${Math.max(EDGE_PX, Math.min(anchor.left, innerWidth - width - EDGE_PX))}px`;
}

function moveFocus(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || items.length === 0) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
}

interface ItemProps {
  readonly icon?: IconName;
  readonly onClick?: () => void;
  readonly href?: string;
  readonly isDanger?: boolean;
  /** For one of several: whether it is the chosen one. */
  readonly isChosen?: boolean;
  readonly children: ComponentChildren;
}
export function MenuItem({ icon, onClick, href, isDanger = false, isChosen, children }: ItemProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {isChosen !== undefined && (
        <span class="tick spread">
          <Icon name="check" />
        </span>
      )}
    </>
  );
  const name = isDanger ? 'menu-item danger' : 'menu-item';
  if (href !== undefined)
    return (
      <a role="menuitem" class={name} href={href} tabIndex={-1}>
        {inside}
      </a>
    );
  return (
    <button type="button" {...roleOf(isChosen)} class={name} onClick={onClick} tabIndex={-1}>
      {inside}
    </button>
  );
}

const roleOf = (isChosen: boolean | undefined) =>
  isChosen === undefined
    ? ({ role: 'menuitem' } as const)
    : ({ role: 'menuitemradio', 'aria-checked': isChosen } as const);
