import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeHome } from './make-home.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wdh-home-'));
});

afterEach(() => rm(root, { recursive: true }));

test('git ignores the folder of local data', async () => {
  const home = join(root, 'project', '.wdh');
  makeHome(home);
  expect(await readFile(join(home, '.gitignore'), 'utf8')).toBe('*\n');
  expect(await readdir(join(root, 'project'))).toEqual(['.wdh']);
});

test('a folder that exists stays as it is', async () => {
  makeHome(root);
  expect(await readdir(root)).toEqual([]);
});

test('a folder that cannot be created is no error', async () => {
  await writeFile(join(root, 'file'), '');
  makeHome(join(root, 'file', '.wdh'));
  expect(await readdir(root)).toEqual(['file']);
});
