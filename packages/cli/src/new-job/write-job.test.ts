import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeJob } from './write-job.js';

const files = new Map([
  ['src/job.ts', 'export {};\n'],
  ['README.md', '# a\n'],
]);
let root: string;
let job: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wdh-write-job-'));
  job = join(root, 'apps', 'a');
});

afterEach(() => rm(root, { recursive: true }));

const all = async (): Promise<readonly string[]> =>
  (await readdir(root, { recursive: true })).toSorted();

test('writes all files, and a new file of the project', async () => {
  const path = join(root, 'wdh.config.ts');
  await writeJob(job, files, { path, before: null, after: 'new' });
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(job)).toEqual(['README.md', 'src']);
  expect(await all()).toHaveLength(6);
});

test('writes the file of the project into the folder of the job, where it belongs there', async () => {
  await writeJob(job, files, { path: join(job, 'wdh.config.ts'), before: null, after: 'new' });
  expect(await readFile(join(job, 'wdh.config.ts'), 'utf8')).toBe('new');
});

test.each(['folder', 'link without a target', 'file'])('overwrites no %s', async (kind) => {
  await mkdir(join(root, 'apps'));
  if (kind === 'folder') await mkdir(job);
  else if (kind === 'file') await writeFile(job, 'old');
  else await symlink('/nowhere', job);
  const before = await all();
  await expect(writeJob(job, files, null)).rejects.toMatchObject({ code: 'JOB_EXISTS' });
  expect(await all()).toEqual(before);
});

test('leaves nothing where a file cannot be written', async () => {
  const bad = new Map([...files, ['src/job.ts/x', '']]);
  await expect(writeJob(job, bad, null)).rejects.toMatchObject({
    code: 'JOB_NOT_WRITTEN',
    category: 'file',
  });
  expect(await all()).toEqual(['apps']);
});

test('leaves nothing where the file of the project was changed meanwhile', async () => {
  const path = join(root, 'wdh.config.ts');
  await writeFile(path, 'of another process');
  const change = { path, before: 'old', after: 'new' };
  await expect(writeJob(job, files, change)).rejects.toMatchObject({ code: 'PROJECT_CHANGED' });
  expect(await readFile(path, 'utf8')).toBe('of another process');
  expect(await all()).toEqual(['apps', 'wdh.config.ts']);
});

test('leaves nothing where the file of the project cannot be created', async () => {
  const path = join(root, 'missing', 'wdh.config.ts');
  await expect(writeJob(job, files, { path, before: null, after: '' })).rejects.toMatchObject({
    code: 'JOB_NOT_WRITTEN',
  });
  expect(await all()).toEqual(['apps']);
});

test('leaves nothing where another command is changing the file of the project', async () => {
  const path = join(root, 'wdh.config.ts');
  await writeFile(path, 'old');
  await writeFile(`${path}.wdh-new-job`, 'of another process');
  await expect(writeJob(job, files, { path, before: 'old', after: 'new' })).rejects.toMatchObject({
    code: 'PROJECT_CHANGED',
    message: expect.stringContaining('wdh.config.ts.wdh-new-job stays, remove it') as string,
  });
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await all()).toEqual(['apps', 'wdh.config.ts', 'wdh.config.ts.wdh-new-job']);
});

test('replaces the file of the project, and leaves no other', async () => {
  const path = join(root, 'wdh.config.ts');
  await writeFile(path, 'old');
  await chmod(path, 0o664);
  await writeJob(job, files, { path, before: 'old', after: 'new' });
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o664);
  expect(await readdir(root)).toEqual(['apps', 'wdh.config.ts']);
});

test('a link to the file of the project stays a link', async () => {
  const path = join(root, 'wdh.config.ts');
  await writeFile(join(root, 'real.ts'), 'old');
  await symlink('real.ts', path);
  await writeJob(job, files, { path, before: 'old', after: 'new' });
  expect(await readlink(path)).toBe('real.ts');
  expect(await readFile(join(root, 'real.ts'), 'utf8')).toBe('new');
});

test('the new folder has the permissions of any other', async () => {
  await writeJob(job, files, null);
  const modes = await Promise.all([job, join(job, 'src')].map(async (at) => (await stat(at)).mode));
  expect(modes[0]).toBe(modes[1]);
});
