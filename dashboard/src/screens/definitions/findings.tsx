// What was found wrong or doubtful about a definition: where, for which data, and what to do.
import type { Answer } from '../../api/client.ts';
import type { Definition } from '../../data/definition.ts';
import { keyOf, store, useQuery } from '../../data/query.ts';
import { Chip } from '../../design/chip.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { number } from '../../words/format.ts';
import { adviceFor, definitionWords } from './words.ts';

export type Finding = Answer<'checkWorkflowDefinition'>['findings'][number];

/** Of a published version, which was checked when it was published; the checks may know more since. */
export function CheckedFindings({ definition }: { readonly definition: Definition }) {
  const input = { definition };
  const loaded = useQuery('checkWorkflowDefinition', input, { everyMs: Number.POSITIVE_INFINITY });
  return (
    <Show loaded={loaded} onRetry={() => void store.refresh(keyOf('checkWorkflowDefinition', input))}>
      {({ findings }) => <Findings findings={findings} />}
    </Show>
  );
}

interface FindingsProps {
  readonly findings: readonly Finding[];
  /** Where there is a text beside them: the line of a place in it, and how to go there. */
  readonly text?: { lineOf(path: string): number | null; goTo(line: number): void };
}

export function Findings({ findings, text }: FindingsProps) {
  const words = definitionWords().findings;
  if (findings.length === 0)
    return (
      <Empty icon="check" title={words.none}>
        {words.noneText}
      </Empty>
    );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return (
    <div class="stack-tight">
      <p role="status">
        <strong>{words.some(number(errors), number(findings.length - errors))}</strong>{' '}
        {errors > 0 ? words.blocked : words.doubts}
      </p>
      <Table
        name="findings"
        caption={words.caption}
        columns={columnsFor(text).filter(({ id }) => id !== 'example' || hasExample(findings))}
        rows={findings}
        rowKey={({ code, path, message }) => `${code} ${path} ${message}`}
      />
    </div>
  );
}

const hasExample = (findings: readonly Finding[]): boolean =>
  findings.some(({ counterexample }) => counterexample !== undefined);

function columnsFor(text: FindingsProps['text']): readonly Column<Finding>[] {
  const words = definitionWords().findings;
  return [
    {
      id: 'severity',
      label: words.severity,
      value: ({ severity }) => words[severity],
      cell: ({ severity }) => <Chip tone={severity === 'error' ? 'bad' : 'warn'}>{words[severity]}</Chip>,
    },
    {
      id: 'message',
      label: words.message,
      value: ({ message }) => message,
      cell: ({ message }) => <div class="finding-text">{message}</div>,
    },
    {
      id: 'path',
      label: words.path,
      value: ({ path }) => path || words.whole,
      cell: ({ path }) => <Place path={path} text={text} />,
    },
    {
      id: 'example',
      label: words.example,
      value: ({ counterexample }) => exampleText(counterexample),
      cell: ({ counterexample }) => <code class="value-text">{exampleText(counterexample)}</code>,
    },
    {
      id: 'next',
      label: words.next,
      value: ({ code }) => adviceFor(code),
      cell: ({ code }) => <div class="finding-text">{adviceFor(code)}</div>,
    },
    { id: 'code', label: words.code, value: ({ code }) => code, cell: ({ code }) => <code>{code}</code> },
  ];
}

const exampleText = (example: unknown): string => (example === undefined ? '' : JSON.stringify(example));

function Place({ path, text }: { readonly path: string; readonly text: FindingsProps['text'] }) {
  const words = definitionWords().findings;
  const line = text?.lineOf(path) ?? null;
  return (
    <>
      <code class="value-text">{path || words.whole}</code>
      {text && line !== null && (
        <div>
          <button
            type="button"
            class="link-button small"
            aria-label={words.goTo(number(line))}
            onClick={() => text.goTo(line)}
          >
            {words.line(number(line))}
          </button>
        </div>
      )}
    </>
  );
}
