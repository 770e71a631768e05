// Short news at the bottom of the screen: said aloud, and gone after a while.
import { signal } from '@preact/signals';
import { shared } from '../words/words.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly icon: IconName;
  readonly action?: { readonly label: string; run(): void } | undefined;
}

const SHOWN_MS = 6_000;
const SHOWN_MAX = 3;
const toasts = signal<readonly Toast[]>([]);
let made = 0;

const drop = (id: number): void => {
  toasts.value = toasts.value.filter((one) => one.id !== id);
};

/** Says something; `action` offers one thing to do about it, such as undoing. */
export function say(text: string, { icon = 'check', action }: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  made += 1;
  const id = made;
  toasts.value = [...toasts.value.slice(1 - SHOWN_MAX), { id, text, icon, action }];
  setTimeout(() => drop(id), SHOWN_MS);
}

/** What went wrong, in the same place. */
export const sayProblem = (text: string): void => say(text, { icon: 'alert' });

export function Toasts() {
  const { actions } = shared();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, icon, action }) => (
        <div key={id} class="toast">
          <Icon name={icon} />
          <span>{text}</span>
          {action && (
            <Button
              isSmall
              onClick={() => {
                drop(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <Button isSmall icon="close" label={actions.dismiss} onClick={() => drop(id)} />
        </div>
      ))}
    </div>
  );
}
