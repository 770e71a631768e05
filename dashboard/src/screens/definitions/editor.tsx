// A definition as text: written here or opened from a file, checked as it is typed, published when somebody says so.
import './definitions.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Definition } from '../../data/definition.ts';
import { ErrorState, Note } from '../../design/feedback.tsx';
import { Icon } from '../../design/icon.tsx';
import { ScreenHead } from '../../shell/head.tsx';
import { number } from '../../words/format.ts';
import { CodePane, goToLine } from './code-pane.tsx';
import { Findings } from './findings.tsx';
import { definitionText, lineOf, raised } from './json-text.ts';
import { PublishBar } from './publish.tsx';
import { type VersionRow, versionHref } from './screen.tsx';
import { type Checked, useCheck } from './use-check.ts';
import { definitionWords } from './words.ts';

interface EditorProps {
  /** What it begins with; without, a new definition. */
  readonly definition?: Definition;
  readonly row?: VersionRow;
  readonly versions?: readonly VersionRow[];
}

export function EditorScreen({ definition, row, versions = [] }: EditorProps) {
  const words = definitionWords().editor;
  const [start] = useState(() => startText(definition, row, versions));
  const [text, setText] = useState(start);
  useKept(text !== start);
  const area = useRef<HTMLTextAreaElement>(null);
  const checked = useCheck(text);
  const back = row === undefined ? '/definitions' : versionHref(row.workflowId, row.version);
  return (
    <div class="wide stack">
      <a class="row small definition-up" href={back}>
        <Icon name="definition" size={14} />
        {words.leave}
      </a>
      <ScreenHead
        title={definition === undefined ? words.newTitle : words.nextTitle(definition.name)}
        actions={<FileButton onText={setText} />}
      >
        {words.text}
      </ScreenHead>
      <CodePane label={words.area} text={text} marks={marksOf(checked)} area={area} onInput={setText} />
      <PublishBar text={text} checked={checked} isNew={row === undefined} versions={versions} onText={setText} />
      <Result checked={checked} goTo={(line) => area.current && goToLine(area.current, line)} />
    </div>
  );
}

/** The browser asks before it throws away what was written. */
function useKept(isWritten: boolean): void {
  useEffect(() => {
    if (!isWritten) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isWritten]);
}

/** A draft is edited as it is; what is published is the beginning of the version after the newest. */
function startText(
  definition: Definition | undefined,
  row: VersionRow | undefined,
  versions: readonly VersionRow[],
): string {
  if (definition === undefined) return definitionText(SKELETON);
  const { createdAt: _createdAt, updatedAt: _updatedAt, createdBy: _createdBy, ...kept } = definition as Stamped;
  const version = row?.status === 'draft' ? row.version : raised(versions.at(-1)?.version);
  return definitionText({ ...kept, version, status: 'active' });
}
type Stamped = Definition & { readonly createdAt?: string; readonly updatedAt?: string; readonly createdBy?: string };

const SKELETON = {
  id: 'my-workflow',
  name: 'My workflow',
  version: '1.0.0',
  status: 'active',
  roles: ['admin'],
  data: {
    type: 'object',
    required: ['subject'],
    properties: { subject: { type: 'string', title: 'Subject', minLength: 1, maxLength: 200 } },
  },
  steps: [
    { id: 'approve', name: 'Approve the request', type: 'approval', assignedTo: 'role:admin', timeout: '2 days' },
  ],
};

function FileButton({ onText }: { readonly onText: (text: string) => void }) {
  const words = definitionWords().editor;
  return (
    <label class="button file-button">
      <Icon name="file" />
      {words.file}
      <input
        type="file"
        class="hidden-label"
        accept=".json,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void file.text().then(onText);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

function marksOf(checked: Checked): ReadonlyMap<number, 'error' | 'warning'> {
  const marks = new Map<number, 'error' | 'warning'>();
  if (checked.state === 'broken' && checked.line !== null) marks.set(checked.line, 'error');
  if (checked.state !== 'checked') return marks;
  for (const { path, severity } of checked.findings) {
    const line = lineOf(checked.lines, path);
    if (line !== null && marks.get(line) !== 'error') marks.set(line, severity);
  }
  return marks;
}

function Result({ checked, goTo }: { readonly checked: Checked; readonly goTo: (line: number) => void }) {
  const words = definitionWords();
  switch (checked.state) {
    case 'broken':
      return (
        <Note tone="bad" icon="alert">
          <strong>{words.editor.notJson}</strong>
          {checked.line !== null && (
            <>
              {', '}
              <button type="button" class="link-button" onClick={() => goTo(checked.line ?? 1)}>
                {words.editor.atLine(number(checked.line))}
              </button>
            </>
          )}
          <div>{checked.message}</div>
        </Note>
      );
    case 'checking':
      return (
        <p class="quiet" role="status">
          {words.editor.checking}
        </p>
      );
    case 'failed':
      return <ErrorState error={checked.error} />;
    case 'checked':
      return <Findings findings={checked.findings} text={{ lineOf: (path) => lineOf(checked.lines, path), goTo }} />;
  }
}
