// A text with numbered lines; lines at which something was found are marked.
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';

interface PaneProps {
  readonly label: string;
  readonly text: string;
  /** Line → how bad what was found there is. */
  readonly marks: ReadonlyMap<number, 'error' | 'warning'>;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onInput: (text: string) => void;
}

/** The visual designer will stand in its place: both take a text and hand on a changed one. */
export function CodePane({ label, text, marks, area, onInput }: PaneProps) {
  const numbers = useRef<HTMLPreElement>(null);
  const lines = text.split('\n').length;
  return (
    <div class="code-pane card">
      <pre class="line-numbers mono" aria-hidden="true" ref={numbers}>
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} class={marks.get(index + 1)}>
            {index + 1}
            {'\n'}
          </span>
        ))}
      </pre>
      <textarea
        ref={area}
        class="mono"
        aria-label={label}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        wrap="off"
        value={text}
        onInput={(event) => onInput(event.currentTarget.value)}
        onScroll={(event) => {
          if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Puts the cursor on a line and brings it into sight. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const before = area.value
    .split('\n')
    .slice(0, line - 1)
    .join('\n').length;
  const start = line === 1 ? 0 : before + 1;
  const end = area.value.indexOf('\n', start);
  area.focus();
  area.setSelectionRange(start, end === -1 ? area.value.length : end);
  const height = area.scrollHeight / area.value.split('\n').length;
  area.scrollTop = Math.max(0, (line - 4) * height);
}
