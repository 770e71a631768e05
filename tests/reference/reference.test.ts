// The reference page is fresh and whole, and the codes it explains are those that the check finds.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { USUAL_DEFINITION, USUAL_STEPS } from '../../docs/reference/example.ts';
import { FINDINGS } from '../../docs/reference/findings.ts';
import { operations } from '../../functions/api/operations.ts';
import { vocabulary } from '../../functions/compose.ts';
import { checkDefinition } from '../../functions/core/definition/check.ts';
import { REASONS } from '../../functions/core/rejection.ts';
import { languageOf } from '../../scripts/reference/fields.ts';
import { main } from '../../scripts/reference.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'definition-language.md');

describe('the page', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reference-'));
    vi.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });

  it('says what the schema, the examples and the tables say today', () => expect(main(['--check'])).toBe(0));

  it('is found stale when it is missing or differs in one character', () => {
    const file = join(folder, 'page.md');
    expect(main(['--check'], file)).toBe(1);
    expect(main([], file)).toBe(0);
    expect(main(['--check'], file)).toBe(0);
    appendFileSync(file, ' ');
    expect(main(['--check'], file)).toBe(1);
    expect(main(['--fresh'], file)).toBe(2);
  });

  it('leads nowhere that is not on it', () => {
    const text = readFileSync(PAGE, 'utf8');
    const titles = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, target = '']) => target);
    expect(new Set(titles).size).toBe(titles.length);
    expect(links.filter((target) => !titles.includes(target))).toEqual([]);
  });

  it('names every field, operation and reason', () => {
    const text = readFileSync(PAGE, 'utf8');
    const fields = [...languageOf().values()].flat().map(({ name }) => name);
    const names = [...fields, ...Object.keys(operations), ...Object.keys(REASONS)];
    expect(names.filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('has a sentence for every field', () => {
    expect(
      readFileSync(PAGE, 'utf8')
        .split('\n')
        .filter((line) => /^\|.*\|\s*\|$/.test(line) && !/^\| \w+ \|/.test(line)),
    ).toEqual([]);
  });
});

it.each(Object.entries(FINDINGS))('%s is found where the reference says so', (code, { json }) => {
  const { findings } = checkDefinition({ ...USUAL_DEFINITION, steps: [USUAL_STEPS.approval], ...json }, vocabulary);
  expect(findings.map((finding) => finding.code)).toContain(code);
});
