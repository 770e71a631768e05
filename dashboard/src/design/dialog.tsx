// A dialog: the browser's own, which keeps the focus in and gives it back.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons, the one that does it last. */
  readonly foot?: ComponentChildren;
  /** Where there is something to send: Enter in a field, or ⌘/Ctrl+Enter in a text. */
  readonly onSubmit?: () => void;
}

export function Dialog({ title, onClose, children, foot, onSubmit }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // At once, so that the next key is typed into it and is no shortcut.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    ref.current?.showModal();
    return () => {
      if (before?.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={id}
      onClose={onClose} // A click beside it closes it, where the browser knows how; Escape does everywhere.
      closedby="any"
    >
      <form
        class="frame"
        method="dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        {foot && <div class="foot">{foot}</div>}
      </form>
    </dialog>
  );
}
