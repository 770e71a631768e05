// The states of a screen besides its content: empty, loading, failed, old.
import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/error.ts';
import { isOnline } from '../data/live.ts';
import type { Loaded } from '../data/store.ts';
import { errorText } from '../words/error-text.ts';
import { shared } from '../words/words.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  /** Teaches: what comes here, and how. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}
export const Empty = ({ icon, title, children, action }: EmptyProps) => (
  <div class="state">
    <span class="art">
      <Icon name={icon} size={22} />
    </span>
    <h2>{title}</h2>
    {children && <p>{children}</p>}
    {action}
  </div>
);

/** Grey bars where content will be; `height` is in rem. */
export const Skeleton = ({ rows = 3, height = 6 }: { readonly rows?: number; readonly height?: number }) => (
  <div class="stack" aria-busy="true" role="status" aria-label="…">
    {Array.from({ length: rows }, (_, index) => (
      <span key={index} class="skeleton" style={{ height: `${height}rem` }} />
    ))}
  </div>
);

export const ErrorState = ({ error, onRetry }: { readonly error: ApiError; readonly onRetry?: () => void }) => {
  const { errors, actions } = shared();
  return (
    <div class="state" role="alert">
      <span class="art">
        <Icon name="alert" size={22} />
      </span>
      <h2>{error.reason === 'NOT_FOUND' ? errors.missing : errors.title}</h2>
      <p>{error.reason === 'NOT_FOUND' ? errors.missingText : errorText(error)}</p>
      {onRetry && <Button onClick={onRetry}>{actions.retry}</Button>}
    </div>
  );
};

/**
 * Draws what was loaded, or why it is not there. Old data stay with a note: somebody may be in the middle of something.
 */
export function Show<T>({ loaded, loading, onRetry, children }: ShowProps<T>) {
  const { errors } = shared();
  const { data, error } = loaded;
  if (data === undefined)
    return error === null ? (loading ?? <Skeleton />) : <ErrorState error={error} {...(onRetry && { onRetry })} />;
  return (
    <>
      {error !== null && isOnline.value && (
        <Note tone="warn" icon="alert">
          {errorText(error)} {errors.old}
        </Note>
      )}
      {children(data)}
    </>
  );
}
interface ShowProps<T> {
  readonly loaded: Loaded<T>;
  readonly loading?: ComponentChildren;
  readonly onRetry?: () => void;
  readonly children: (data: T) => ComponentChildren;
}

interface NoteProps {
  readonly tone?: 'quiet' | 'good' | 'warn' | 'bad' | 'busy';
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}
export const Note = ({ tone = 'quiet', icon, children }: NoteProps) => (
  <div class={`note ${tone}`} role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}>
    {icon && <Icon name={icon} />}
    <div>{children}</div>
  </div>
);

export function OfflineBanner() {
  const { errors } = shared();
  if (isOnline.value) return null;
  return (
    <div class="offline" role="status">
      <Icon name="offline" />
      <span>
        <strong>{errors.offline}.</strong> {errors.offlineText}
      </span>
    </div>
  );
}
