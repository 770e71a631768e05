// Buttons, and links that look like them.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  readonly tone?: 'neutral' | 'primary' | 'accent' | 'danger' | 'danger filled' | 'quiet';
  readonly icon?: IconName;
  readonly isSmall?: boolean;
  /** The key that does the same: on wide screens it stands in the icon's place. */
  readonly hotkey?: string | undefined;
  readonly children?: ComponentChildren;
}
export interface ButtonProps extends Look {
  readonly onClick?: (event: MouseEvent) => void;
  readonly type?: 'button' | 'submit';
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  /** What it is called where its text does not say; needed where there is only an icon. */
  readonly label?: string;
  /** On or off, for a button that stays pressed. */
  readonly isPressed?: boolean;
}

const classOf = ({ tone = 'neutral', isSmall = false, children }: Look): string =>
  ['button', tone === 'neutral' ? '' : tone, isSmall ? 'small' : '', children === undefined ? 'icon-only' : '']
    .filter(Boolean)
    .join(' ');

const Inside = ({ icon, hotkey, children }: Look) => (
  <>
    {icon && (
      <span class={hotkey ? 'icon replaced' : 'icon'}>
        <Icon name={icon} />
      </span>
    )}
    {hotkey && <Hotkey keys={hotkey} />}
    {children}
  </>
);

const Hotkey = ({ keys }: { readonly keys: string }) => (
  <span class="hotkey" aria-hidden="true">
    <kbd>{keys}</kbd>
  </span>
);

/** While it is busy, a click does nothing. It stays in the order of focus, so that nobody loses their place. */
export const Button = (props: ButtonProps) => {
  const { onClick, type = 'button', isBusy = false, isDisabled = false, label, isPressed } = props;
  return (
    <button
      type={type}
      class={classOf(props)}
      disabled={isDisabled}
      aria-disabled={isBusy ? 'true' : undefined}
      aria-busy={isBusy ? 'true' : undefined}
      aria-label={label}
      aria-pressed={isPressed}
      title={props.children === undefined ? label : undefined}
      onClick={(event) => (isBusy ? event.preventDefault() : onClick?.(event))}
    >
      <Inside {...props} />
    </button>
  );
};

export const ButtonLink = (props: Look & { readonly href: string; readonly label?: string }) => (
  <a class={classOf(props)} href={props.href} aria-label={props.label}>
    <Inside {...props} />
  </a>
);
