// A labelled field with its hint and its problem, tied together for every reader.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  /** After the label, such as "optional". */
  readonly mark?: string | undefined;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  /** Draws the control with these attributes on it. */
  readonly children: (attributes: ControlAttributes) => ComponentChildren;
}
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

export function Field({ label, mark, hint, problem, children }: FieldProps) {
  const id = useId();
  const told = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class="label" for={id}>
        {label} {mark && <span class="optional">{mark}</span>}
      </label>
      {children({ id, 'aria-describedby': told || undefined, 'aria-invalid': problem ? 'true' : undefined })}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {problem && (
        <span class="problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  );
}
