import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logger, type Tree } from '@nx/devkit';
import { FsTree } from '@nx/devkit/internal';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jobGenerator } from './job-generator.js';

let root: string;
let tree: Tree;

beforeEach(() => {
  vi.spyOn(logger, 'info').mockImplementation(() => undefined);
  root = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-nx-')));
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "name": "@acme/all", "workspaces": ["apps/*"] }');
  writeFileSync(join(root, 'sales.csv'), 'shop,day,sold\n1,2024-01-01,2\n1,2024-01-02,3\n');
  tree = new FsTree(root, false);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const changes = (): readonly string[] =>
  tree
    .listChanges()
    .map(({ type, path }) => `${type} ${path}`)
    .toSorted();

it('writes an application with a key of two columns into the tree, and nothing to disk', async () => {
  await jobGenerator(tree, { name: 'sales', from: 'sales.csv', key: 'shop, day', sample: 1 });
  expect(changes()).toEqual([
    'CREATE apps/sales/README.md',
    'CREATE apps/sales/data/sample.csv',
    'CREATE apps/sales/migrations/0000_sales.down.sql',
    'CREATE apps/sales/migrations/0000_sales.sql',
    'CREATE apps/sales/package.json',
    'CREATE apps/sales/src/columns.ts',
    'CREATE apps/sales/src/job.test.ts',
    'CREATE apps/sales/src/job.ts',
    'CREATE apps/sales/src/main.ts',
    'CREATE apps/sales/src/schema.ts',
    'CREATE apps/sales/src/table.ts',
    'CREATE apps/sales/tsconfig.json',
    'CREATE apps/sales/vitest.config.ts',
    'CREATE wdh.config.ts',
  ]);
  expect(tree.read('apps/sales/src/job.ts', 'utf8')).toMatch(/keys: \[['"]shop['"], ['"]day['"]\]/);
  expect(tree.read('apps/sales/data/sample.csv', 'utf8')).toBe('shop,day,sold\n1,2024-01-01,2\n');
  expect(readdirSync(root)).toEqual(['nx.json', 'package.json', 'sales.csv']);
});

it('reads the file relative to the working folder', async () => {
  await jobGenerator(tree, {
    name: 'sales',
    from: '../sales.csv',
    workingFolder: 'apps',
    noKey: true,
  });
  expect(tree.read('apps/sales/src/job.ts', 'utf8')).toContain('append');
});

it('gives a project.json where the workspace does not find a package.json', async () => {
  writeFileSync(join(root, 'package.json'), '{}');
  await jobGenerator(tree, { name: 'sales', from: 'sales.csv' });
  expect(JSON.parse(tree.read('apps/sales/project.json', 'utf8') ?? '')).toMatchObject({
    name: 'sales',
    tags: ['npm:private', 'layer:app', 'package:sales'],
  });
});

it.each([
  [{ name: 'Sales', from: 'sales.csv' }, 'JOB_NAME_INVALID'],
  [{ name: 'sales', from: 'none.csv' }, 'FILE_NOT_FOUND'],
  [{ name: 'sales', from: 'sales.csv', key: 'shops' }, 'KEY_INVALID'],
])('%j throws %s and changes nothing', async (options, code) => {
  await expect(jobGenerator(tree, options)).rejects.toMatchObject({ code });
  expect(changes()).toEqual([]);
});

it('its options are those of its schema', () => {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
  expect(read('generators.json')).toMatchObject({
    generators: {
      job: { factory: './dist/job-generator.js#jobGenerator', schema: './job.schema.json' },
    },
  });
  const { properties } = read('job.schema.json') as { readonly properties: object };
  expect(Object.keys(properties).toSorted()).toEqual([
    'columns',
    'delimiter',
    'encoding',
    'folder',
    'from',
    'header',
    'key',
    'mode',
    'name',
    'noKey',
    'sample',
    'table',
    'workingFolder',
  ]);
});
