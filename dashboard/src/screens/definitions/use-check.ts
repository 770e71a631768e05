// The check of a text while it is typed: a moment after the last key, and of the newest text only.
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import { type ApiError, asApiError } from '../../api/error.ts';
import type { Finding } from './findings.tsx';
import { linesByPointer, parseText } from './json-text.ts';

export type Checked =
  | { readonly state: 'checking' }
  | { readonly state: 'broken'; readonly message: string; readonly line: number | null }
  | { readonly state: 'failed'; readonly error: ApiError }
  | {
      readonly state: 'checked';
      readonly ok: boolean;
      readonly findings: readonly Finding[];
      readonly lines: ReadonlyMap<string, number>;
    };

const PAUSE_MS = 400;

export function useCheck(text: string): Checked {
  const [known, setKnown] = useState<{ readonly text: string; readonly checked: Checked } | null>(null);
  useEffect(() => {
    let isOver = false;
    const tell = (checked: Checked) => {
      if (!isOver) setKnown({ text, checked });
    };
    const timer = setTimeout(() => void check(text).then(tell), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text]);
  return known?.text === text ? known.checked : { state: 'checking' };
}

async function check(text: string): Promise<Checked> {
  const parsed = parseText(text);
  if (!parsed.isJson) return { state: 'broken', message: parsed.message, line: parsed.line };
  try {
    const { ok, findings } = await call('checkWorkflowDefinition', { definition: parsed.value });
    return { state: 'checked', ok, findings, lines: linesByPointer(text) };
  } catch (error) {
    return { state: 'failed', error: asApiError(error) };
  }
}
