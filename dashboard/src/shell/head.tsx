// The head of a screen: its name, a line on what it is for, and what can be done at once.
import type { ComponentChildren } from 'preact';

interface HeadProps {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Buttons at its end. */
  readonly actions?: ComponentChildren;
}
export const ScreenHead = ({ title, children, actions }: HeadProps) => (
  <header class="screen-head">
    <div class="titles">
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </div>
    {actions && <div class="row">{actions}</div>}
  </header>
);
