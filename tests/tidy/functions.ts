// How long functions are, by pairing brackets in blanked code: enough to hold a bound, not a parser.
import { codeOf, type SourceFile } from './source.ts';

export interface FunctionSpan {
  readonly name: string;
  /** Line of the opening brace. */
  readonly line: number;
  /** From the opening brace to the closing one, without the callbacks of describe, it and the like inside. */
  readonly lines: number;
}

interface Code {
  readonly text: string;
  /** Opening bracket → its closing one, and back. */
  readonly pairs: ReadonlyMap<number, number>;
}
interface Body {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly isTestCallback: boolean;
}

const CONTROL = /(?<![.\w])(?:if|for|while|switch|catch|with|await|return|typeof)$/;
const TEST_CALL = /(?<![.\w])(?:describe|it|test|suite|bench|beforeAll|beforeEach|afterAll|afterEach)(?:\.\w+)*$/;
/** How far back a name may stand before what it names. */
const HEAD_CHARS_MAX = 300;

export function functionsOf(file: SourceFile): readonly FunctionSpan[] {
  const text = codeOf(file.text);
  const code = { text, pairs: pairsOf(text) };
  const lineOf = lineCounter(text);
  const linesOf = ({ from, to }: Body): number => lineOf(to) - lineOf(from) + 1;
  const bodies = bodiesOf(code);
  const callbacks = bodies.filter(({ isTestCallback }) => isTestCallback);
  return bodies
    .filter(({ isTestCallback }) => !isTestCallback)
    .map((body) => {
      const inside = callbacks.filter(({ from, to }) => body.from < from && to < body.to);
      const outermost = inside.filter((one) => !inside.some((other) => other.from < one.from && one.to < other.to));
      const apart = outermost.reduce((sum, callback) => sum + linesOf(callback), 0);
      return { name: body.name, line: lineOf(body.from), lines: linesOf(body) - apart };
    });
}

function lineCounter(text: string): (offset: number) => number {
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

function pairsOf(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: bracket } of text.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) open.push(index);
    else {
      const from = open.pop();
      if (from === undefined) continue;
      pairs.set(from, index);
      pairs.set(index, from);
    }
  }
  return pairs;
}

function bodiesOf(code: Code): readonly Body[] {
  const found = new Map<number, Body>();
  const add = (from: number, head: number, name: string): void => {
    const to = code.pairs.get(from);
    if (to !== undefined && !found.has(from))
      found.set(from, { name, from, to, isTestCallback: isTestCallback(code, head) });
  };
  for (const match of code.text.matchAll(/=>\s*\{/g)) {
    const head = arrowHead(code, match.index);
    add(
      match.index + match[0].length - 1,
      head,
      /([\w$]+)\s*(?::[^=;]*)?=\s*$/.exec(before(code, head))?.[1] ?? 'arrow function',
    );
  }
  for (const { index } of code.text.matchAll(/\(/g)) {
    const close = code.pairs.get(index);
    const head = before(code, index)
      .trimEnd()
      .replace(/<[^<>(){}]*>$/, '');
    const body = close === undefined || CONTROL.test(head) ? null : bodyAfter(code, close + 1);
    const name = /[\w$#]+$/.exec(head)?.[0];
    if (body !== null) add(body, index - 1, name ?? 'function');
  }
  return [...found.values()];
}

const before = ({ text }: Code, offset: number): string => text.slice(Math.max(0, offset - HEAD_CHARS_MAX), offset);

/** Whether what begins here is an argument of a test call: `it('…', async () => {`. */
function isTestCallback(code: Code, head: number): boolean {
  for (let i = head - 1; i >= 0; i--) {
    const char = code.text[i] ?? '';
    if (char === '(') return TEST_CALL.test(callee(code, i));
    if (char === '[' || char === '{' || char === ';') return false;
    if (char === ')' || char === ']' || char === '}') i = code.pairs.get(i) ?? 0;
  }
  return false;
}

/** What is called here; of `it.each(…)(` the first call. */
function callee(code: Code, open: number): string {
  const head = before(code, open).trimEnd();
  const first = code.pairs.get(open - before(code, open).length + head.length - 1);
  return head.endsWith(')') && first !== undefined ? before(code, first).trimEnd() : head;
}

/** Where an arrow function begins: after the bracket, comma, semicolon or "=" before its parameters. */
function arrowHead(code: Code, arrow: number): number {
  for (let i = arrow - 1; i >= 0; i--) {
    const char = code.text[i] ?? '';
    if (char === ')' || char === ']' || char === '}') i = code.pairs.get(i) ?? 0;
    else if ('([{,;'.includes(char) || (char === '=' && code.text[i + 1] !== '>')) return i + 1;
  }
  return 0;
}

/** The opening brace of the body after a parameter list, past its return type; null where no body follows. */
function bodyAfter({ text, pairs }: Code, from: number): number | null {
  let i = skipBlank(text, from);
  if (text[i] === '{') return i;
  if (text[i] !== ':') return null;
  // A brace that follows one of these begins a type; any other begins the body.
  let last = ':';
  for (i = skipBlank(text, i + 1); i < text.length; i = skipBlank(text, i)) {
    const char = text[i] ?? '';
    if (char === '{' && !':|&,<'.includes(last)) return i;
    // An arrow function's own type, or no function at all.
    if (';=)]}?'.includes(char)) return null;
    i = ('([{'.includes(char) ? (pairs.get(i) ?? text.length) : i) + 1;
    last = char === '{' ? '}' : char;
  }
  return null;
}

function skipBlank(text: string, from: number): number {
  let i = from;
  while (/\s/.test(text[i] ?? '')) i++;
  return i;
}
