// The structure holds: every rule on the whole tree, and every rule on a small bad example that it must find.
import { describe, expect, it } from 'vitest';
import { functionsOf } from './tidy/functions.ts';
import { forbiddenImports, importsOf } from './tidy/imports.ts';
import * as rules from './tidy/rules.ts';
import { codeOf, type SourceFile, trackedFiles } from './tidy/source.ts';

const tree = trackedFiles();
const file = (path: string, ...lines: readonly string[]): SourceFile => ({ path, text: lines.join('\n') });
const lines = (count: number, text = '  x();'): readonly string[] => Array.from({ length: count }, () => text);

describe('the tree', () => {
  it('is read', () => {
    const paths = tree.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['functions/core/instance.ts', 'package.json']));
  });
  it('imports only along the arrows of the layout', () => expect(forbiddenImports(tree)).toEqual([]));
  it('has a core without clock, chance and I/O', () => expect(rules.impureCore(tree)).toEqual([]));
  it('has no file that wants to be two', () => expect(rules.longFiles(tree)).toEqual([]));
  it('has no function that wants to be two', () => expect(rules.longFunctions(tree)).toEqual([]));
  it('has no default exports', () => expect(rules.defaultExports(tree)).toEqual([]));
  it('has file names in kebab-case', () => expect(rules.fileNames(tree)).toEqual([]));
  it('has a line of purpose at the top of every file', () => expect(rules.withoutPurpose(tree)).toEqual([]));
  it('leaves nothing open and runs every test', () => expect(rules.leftOpen(tree)).toEqual([]));
  it('speaks of the product alone', () => expect(rules.bannedWords(tree)).toEqual([]));
});

describe('the arrow rule', () => {
  const BAD: readonly (readonly [string, string])[] = [
    ['functions/core/decide/a.ts', '../../engine/b.ts'],
    ['functions/core/a.ts', 'node:crypto'],
    ['functions/core/a.ts', 'liquidjs'],
    ['functions/core/a.ts', '../platform/platform.ts'],
    ['functions/engine/a.ts', '../channels/render.ts'],
    ['functions/engine/a.ts', '../platform/embedded/store.ts'],
    ['functions/engine/a.ts', 'node:fs'],
    ['functions/engine/a.ts', 'zod'],
    ['functions/engine/a.ts', './testing/harness.ts'],
    ['functions/api/a.ts', '../platform/platform.ts'],
    ['functions/handlers/a.ts', '../engine/engine.ts'],
    ['functions/handlers/a.ts', '../channels/render.ts'],
    ['functions/channels/a.ts', '../engine/engine.ts'],
    ['functions/platform/platform.ts', './embedded/store.ts'],
    ['functions/platform/embedded/a.ts', '../google/store.ts'],
    ['functions/platform/embedded/a.ts', '../../engine/engine.ts'],
    ['functions/platform/embedded/a.ts', '@google-cloud/firestore'],
    ['functions/platform/google/a.ts', '../embedded/store.ts'],
    ['functions/platform/google/a.ts', 'firebase-functions/v2'],
    ['functions/triggers/a.ts', '../platform/google/store.ts'],
    ['functions/triggers/a.ts', 'firebase-admin/app'],
    ['functions/config.ts', './engine/engine.ts'],
    ['functions/compose.ts', 'firebase-functions/params'],
    ['functions/compose.ts', '../local/start.ts'],
  ];
  it.each(BAD)('finds %s importing %s', (path, target) => {
    const found = forbiddenImports([file(path, '// A file with a purpose.', `import { x } from '${target}';`)]);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${path}:2: .* may not import `))]);
  });

  const GOOD: readonly (readonly [string, string])[] = [
    ['functions/core/decide/a.ts', '../limits.ts'],
    ['functions/core/a.ts', 'zod/mini'],
    ['functions/core/a.test.ts', 'node:fs'],
    ['functions/engine/a.ts', '../core/index.ts'],
    ['functions/engine/a.ts', 'node:crypto'],
    ['functions/engine/testing/harness.ts', '../../platform/embedded/platform.ts'],
    ['functions/api/a.ts', '../engine/engine.ts'],
    ['functions/channels/a.ts', 'liquidjs'],
    ['functions/platform/embedded/a.ts', 'node:sqlite'],
    ['functions/platform/embedded/a.ts', './b.ts'],
    ['functions/platform/contract/instances.ts', 'vitest'],
    ['functions/platform/google/a.ts', '@google-cloud/tasks'],
    ['functions/triggers/a.ts', 'firebase-functions/v2/https'],
    ['functions/deployment.ts', 'firebase-functions/params'],
    ['functions/compose.ts', './platform/google/store.ts'],
    ['functions/index.ts', 'firebase-functions/v2'],
    ['local/a.ts', '@google-cloud/firestore'],
  ];
  it.each(GOOD)('allows %s importing %s', (path, target) => {
    expect(forbiddenImports([file(path, `import { x } from '${target}';`)])).toEqual([]);
  });

  it('finds a part that the layout does not know', () => {
    expect(forbiddenImports([file('functions/helpers/a.ts')])).toEqual([
      'functions/helpers/a.ts:1: is in no part of the layout',
    ]);
  });

  it('sees every way to import, and none in comments and texts', () => {
    const source = file(
      'functions/engine/deep/a.ts',
      "import a from 'one';",
      "import type { B } from '../b.ts';",
      "export * from 'three';",
      'import "four";',
      "const five = () => import('five');",
      "import {\n  six,\n} from 'six';",
      "// import x from 'commented';",
      `const text = "from 'quoted'";`,
    );
    expect(importsOf(source).map(({ target, line }) => [target, line])).toEqual([
      ['one', 1],
      ['functions/engine/b.ts', 2],
      ['three', 3],
      ['four', 4],
      ['five', 5],
      ['six', 8],
    ]);
  });
});

describe('the rule of the pure core', () => {
  const BAD = [
    'const now = Date.now();',
    'const now = new Date( );',
    'const dice = Math.random();',
    'const id = crypto.randomUUID();',
    'const port = process.env.PORT;',
    'setTimeout(run, 5);',
    'await fetch(url);',
    'console.log(event);',
    'globalThis.x = 1;',
    'const t = performance.now();',
    "import { x } from 'node:fs';",
  ];
  it.each(BAD)('finds %s', (line) => {
    const found = rules.impureCore([file('functions/core/a.ts', '// Purpose of it.', line)]);
    expect(found).toEqual([expect.stringMatching(/^functions\/core\/a\.ts:2: the core may not /)]);
  });

  it('allows a date of something, properties of such names, texts and comments', () => {
    const good = [
      'const at = new Date(now);',
      'order.process();',
      'const row = { process: 1, fetch: 2 };',
      "const action = 'orders.process';",
      '// Date.now() is an argument here.',
      'const processed = 1;',
    ];
    expect(rules.impureCore([file('functions/core/a.ts', ...good)])).toEqual([]);
    expect(rules.impureCore([file('functions/engine/a.ts', ...BAD), file('functions/core/a.test.ts', ...BAD)])).toEqual(
      [],
    );
  });
});

describe('the rules of length', () => {
  it('find a file of 301 lines and leave one of 300 and a test alone', () => {
    const files = [file('a.ts', ...lines(301)), file('b.ts', ...lines(300), ''), file('c.test.ts', ...lines(400))];
    expect(rules.longFiles(files)).toEqual(['a.ts:301: has 301 lines, at most 300']);
  });

  const HEADS: readonly (readonly [string, string])[] = [
    ['long', 'export async function long<T>(a: { x: number }, b = f(1)): Promise<{ y: T }> {'],
    ['long', 'const long = (a: string, b: number): void => {'],
    ['long', 'export const long: Handler = async (call) => {'],
    ['long', 'class A { async long(a: string): Promise<Map<string, number>> {'],
    ['long', 'const o = { long(): string | null {'],
    ['arrow function', 'list.forEach((item) => {'],
    ['function', 'run(function () {'],
  ];
  it.each(HEADS)('find %s: %s', (name, head) => {
    const of = (count: number) => rules.longFunctions([file('a.ts', '// One.', head, ...lines(count - 2), '}')]);
    expect(of(70)).toEqual([]);
    expect(of(71)).toEqual([`a.ts:2: ${name} has 71 lines, at most 70`]);
  });

  it('count no braces in texts, templates, patterns and comments', () => {
    const tricky = [
      "const a = '{';",
      `const b = \`{ \${f(\`}\`, { c: 1 })} {\`;`,
      'const d = /[{/]{/.test(a);',
      '// {',
      '/* { */',
      'const e = 4 / 2; // }',
    ];
    const found = functionsOf(file('a.ts', 'function one() {', ...tricky, '}', 'function two() {', '}'));
    expect(found.map(({ name, lines: count }) => [name, count])).toEqual([
      ['one', 8],
      ['two', 2],
    ]);
  });

  it('take no condition or loop for a function', () => {
    const source = file(
      'a.ts',
      'function f() {',
      'if (a) {',
      '} else if (b) {',
      '}',
      'for (const x of y) {',
      '}',
      'switch (z) {',
      '}',
      '}',
    );
    expect(functionsOf(source).map(({ name }) => name)).toEqual(['f']);
  });

  it('leave out callbacks of describe and it, but not the functions inside them', () => {
    const source = file(
      'functions/platform/contract/a.ts',
      'export function contract(make: () => Store): void {',
      "describe('a store', () => {",
      "it.each([[1], [2]])('keeps', async (n) => {",
      'const helper = () => {',
      ...lines(71),
      '};',
      '});',
      '});',
      '}',
    );
    expect(functionsOf(source).map(({ name, lines: count }) => [name, count])).toEqual([
      ['helper', 73],
      ['contract', 2],
    ]);
  });
});

describe('the rules of form', () => {
  it('find default exports, except where a tool wants one', () => {
    const bad = file('a.ts', 'const x = 1;', 'export default x;', 'export { x as default };');
    expect(rules.defaultExports([bad])).toEqual(['a.ts:2: no default exports', 'a.ts:3: no default exports']);
    expect(
      rules.defaultExports([
        file('vitest.config.ts', 'export default {};'),
        file('b.ts', '// export default', "'export default'"),
      ]),
    ).toEqual([]);
  });

  it('find file names that are not kebab-case', () => {
    const paths = ['a/camelCase.ts', 'a/Upper.tsx', 'a/snake_case.test.ts', 'a/two..ts'];
    expect(rules.fileNames(paths.map((path) => file(path)))).toHaveLength(4);
    expect(
      rules.fileNames(['a/b.ts', 'A/b-c2.test.ts', 'vite.config.ts', 'README.md'].map((path) => file(path))),
    ).toEqual([]);
  });

  it('find files that do not open with their purpose', () => {
    const bad = [
      file('a.ts', 'x();'),
      file('b.ts', '', '// Says what it is for.'),
      file('c.ts', '// x'),
      file('d.ts', '#!/usr/bin/env node', 'x();'),
    ];
    expect(rules.withoutPurpose(bad).map((found) => found.slice(0, 6))).toEqual([
      'a.ts:1',
      'b.ts:1',
      'c.ts:1',
      'd.ts:1',
    ]);
    expect(rules.withoutPurpose([file('e.ts', '#!/usr/bin/env node', '// Says what it is for.')])).toEqual([]);
  });

  it('find what was left open and tests that do not run', () => {
    const marks = ['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'];
    for (const mark of marks)
      expect(rules.leftOpen([file('a.ts', '', `// ${mark}: later`)])).toEqual([`a.ts:2: ${mark}: finish it`]);
    expect(rules.leftOpen([file('a.test.ts', 'it.only(x);', 'describe.skip(y);', 'it("z", c => c.skip())')])).toEqual([
      'a.test.ts:1: .only: every test runs',
      'a.test.ts:2: .skip(: every test runs',
      'a.test.ts:3: .skip(: every test runs',
    ]);
    expect(
      rules.leftOpen([file('a.ts', "const text = 'it.only(';", '// never .skip( a test', 'const s = { skip: [] };')]),
    ).toEqual([]);
  });

  it('find words of a machine or of how the code was made, in any text file', () => {
    const words = [
      '/wo' + 'rk/x',
      '../ro' + 'ot/x',
      'file:///ho' + 'me/me',
      'https://registry' + '.npmjs.org',
      'Clau' + 'de',
      'chat' + 'gpt',
      'an LL' + 'M',
      'AI ' + 'assistant',
      'in this ' + 'session',
    ];
    for (const word of words)
      expect
        .soft(rules.bannedWords([file('docs/a.md', '', `text ${word} text`)]), word)
        .toEqual([expect.stringMatching(/^docs\/a\.md:2: /)]);
    expect(
      rules.bannedWords([file('a.md', 'https://example.com/home/page, workflow/work.ts, sessions, framework/')]),
    ).toEqual([]);
  });

  it('find another registry in the lockfile, but not the default one', () => {
    const lock = (host: string) =>
      rules.bannedWords([
        file('package-lock.json', '{', `      "resolved": "https://${host}/zod/-/zod-4.0.0.tgz",`, '}'),
      ]);
    expect(lock('registry' + '.npmjs.org')).toEqual([]);
    expect(lock('packages.example.com')).toEqual([expect.stringContaining('package-lock.json:2: ')]);
  });
});

describe('blanked code', () => {
  it('keeps every offset and the code inside of templates', () => {
    const text = `a(\`x\${b("q")}y\`); /* c\nd */ e = /f"/g; // h`;
    expect(codeOf(text)).toBe(`a(\` \${b(" ")} \`); ${' '.repeat(4)}\n${' '.repeat(4)} e = /  /g; ${' '.repeat(4)}`);
  });

  it('takes a division for a division', () => {
    expect(codeOf("a / b; c = (d) / 'e'; return /'/;")).toBe("a / b; c = (d) / ' '; return / /;");
  });
});
