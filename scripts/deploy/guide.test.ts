// The deployment guide names what there is: every parameter and secret, only operations and options that exist, its own sums.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operations } from '../../functions/api/operations.ts';
import { definitionSchema } from '../../functions/core/definition/schema.ts';
import { usage } from './options.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const guide = read('docs/guide/deploy.md');
const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, one = '']) => one);

describe('the deployment guide', () => {
  it('explains every parameter and secret that the functions declare, and no others', () => {
    const declared = all(read('functions/deployment.ts'), /define(?:String|Secret|JsonSecret)\('([A-Z_]+)'/g);
    expect(declared.length).toBeGreaterThan(2);
    const [section = ''] = all(guide, /## 4\. Parameters and secrets\n([\s\S]*?)\n## /g);
    expect([...all(section, /^\| `([A-Z_]+)`/gm)].sort()).toEqual([...declared].sort());
  });

  it('calls only operations that there are', () => {
    const called = all(guide, /^call \$\w+ (\w+)/gm);
    expect(called.length).toBeGreaterThan(4);
    for (const name of called) expect(Object.keys(operations)).toContain(name);
  });

  it('uses only options of the deployment that there are', async () => {
    const help = await usage();
    const used = all(guide, /^npm run deploy -- (.*)$/gm).flatMap((line) => all(line, /(--[a-z-]+)/g));
    expect(used).toContain('--dry-run');
    for (const option of used) expect(help).toContain(option);
  });

  it('has a definition that can be published', () => {
    const [json = ''] = all(guide, /```json\n([\s\S]*?)```/g);
    expect(definitionSchema.safeParse(JSON.parse(json)).success).toBe(true);
  });

  it('leads to pages and headings that there are', () => {
    const headings = all(guide, /^#+ (.*)$/gm).map((text) =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const anchor of all(guide, /\]\(#([^)]*)\)/g)) expect(headings).toContain(anchor);
    for (const page of all(guide, /\]\(([a-z-]+\.md)\)/g)) expect(read(`docs/guide/${page}`)).not.toBe('');
  });

  it('has every heading that a message of the deployment points to', () => {
    const pointed = all(read('scripts/deploy/main.ts'), /docs\/guide\/deploy\.md, "([^"]+)"/g);
    expect(pointed.length).toBe(2);
    for (const heading of pointed) expect(guide).toContain(`\n## ${heading}\n`);
  });

  it('adds its tables up', () => {
    const tables =
      guide
        .split('## What it costs')[1]
        ?.split('\n\n')
        .filter((part) => part.startsWith('|')) ?? [];
    expect(tables.length).toBe(2);
    for (const table of tables) {
      const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.replaceAll('*', '').trim()));
      const sums = rows.find((row) => row[1] === 'together') ?? [];
      const parts = rows.slice(2).filter((row) => row[1] !== 'together' && row.length > 1);
      for (const [column, sum] of sums.entries()) {
        if (!/^\d+\.\d\d$/.test(sum)) continue;
        const total = parts.reduce((so, row) => so + Number(row[column]), 0);
        expect(Math.abs(total - Number(sum)), `${sum} in column ${column}`).toBeLessThan(0.015);
      }
    }
  });
});
