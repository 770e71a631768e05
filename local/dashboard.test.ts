// The dashboard's files: built once for their sources, whole, and without anything that the pages' policy forbids.
import { beforeAll, expect, it } from 'vitest';
import { dashboardFiles, type Files } from './dashboard.ts';

let files: Files;
beforeAll(async () => {
  files = await dashboardFiles({ building: () => {} });
});

it('are built once for a state of their sources', async () => {
  const building = () => expect.fail('it was built again');
  expect(await dashboardFiles({ building })).toEqual(files);
});

it('hold a page whose files are all there, and the public files beside it', () => {
  const page = files.get('/index.html') ?? '';
  const needed = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(needed.length).toBeGreaterThan(2);
  expect([...needed, '/theme.js', '/decide.html'].filter((path) => !files.has(path))).toEqual([]);
});

it('have no script and no style inside of the page', () => {
  expect(files.get('/index.html')).not.toMatch(/<style|<script>|\son\w+=|style="/);
});
