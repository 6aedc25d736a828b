// @module-tag full
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { guideSections } from '../support/guide-sections.js';
import { writeProject } from '../support/project.js';
import { startWorker } from '../support/start-worker.js';
import { useWorkplace } from '../support/use-workplace.js';

const guide = new URL('../../../../docs/guides/watch-a-folder.md', import.meta.url);
const blocks = guideSections(await readFile(guide, 'utf8')).flatMap((section) => section.blocks);
const place = useWorkplace();
const until = { timeout: 60_000, interval: 100 };

/** The jobs that the guide imports. */
const jobs = `import { csv, defineJob } from '@wdh/job';
import * as v from 'valibot';
const parts = { source: csv({ columns: ['id', 'name'] }), steps: (rows) => rows };
export const people = defineJob({ ...parts, name: 'people', into: 'public.people' });
const params = v.object({ month: v.string() });
export const annuity = defineJob({ ...parts, name: 'annuity', into: 'public.annuity', params });
`;

beforeAll(async () => {
  await place.sql`create table people (id integer, name text)`;
  await place.sql`create table annuity (id integer, name text)`;
  const [config] = blocks.filter(({ language }) => language === 'ts');
  if (config === undefined) throw new Error('the guide declares no watch');
  const text = config.text.replaceAll('/srv/', `${place.folder}/`);
  await writeProject(place.folder, { 'wdh.config.ts': text, 'jobs.ts': jobs });
  for (const name of ['inbox', 'annuities']) await mkdir(join(place.folder, name));
});

const drop = (path: string, id: number): Promise<void> =>
  writeFile(join(place.folder, path), `id,name\n${id},Ada\n`);

/** The files below a folder, with `RUN` for the ids of runs. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(join(place.folder, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(place.folder.length + 1))
    .map((path) => path.replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/, 'RUN'))
    .sort();
}

it('the folders of the guide are watched, and files come where it says', async () => {
  const places = blocks.find(({ text }) => text.startsWith('inbox/'))?.text ?? '';
  await drop('inbox/people.csv', 1);
  await drop('annuities/annuity_202601_V9.csv', 9);
  await drop('annuities/annuity_202601_V10.csv', 10);
  await using worker = await startWorker(place);
  const loaded = async (): Promise<number> =>
    (await filesIn('.')).filter((path) => path.includes('/loaded/') && path.endsWith('.csv'))
      .length;
  await expect.poll(loaded, until).toBe(3);
  const files = await filesIn('inbox');
  expect(files).toEqual([
    'inbox/loaded/people.csv.RUN/people.csv',
    'inbox/loaded/people.csv.RUN/report.json',
  ]);
  expect(places).toContain(files[0]);
  await writeFile(join(place.folder, 'inbox/people.csv'), 'id,name\nx,Ada\n');
  await expect
    .poll(async () => (await filesIn('inbox')).filter((path) => path.includes('/failed/')), until)
    .toContain('inbox/failed/people.csv.RUN/people.csv');
  expect(places).toContain('inbox/failed/people.csv.RUN/people.csv');
  worker.signal('SIGTERM');
  expect((await worker.end(60_000)).code).toBe(0);
  expect(await place.sql`select id from annuity`).toEqual([{ id: 10 }]);
});

it('a worker of one job watches the folders of that job alone', async () => {
  await using worker = await startWorker(place, '--jobs', 'people');
  expect(worker.stderr).toMatch(/watches +people\n/);
  await drop('annuities/annuity_202602_V1.csv', 1);
  await drop('inbox/people_2.csv', 2);
  const names = (): Promise<readonly string[]> => readdir(join(place.folder, 'inbox', 'loaded'));
  await expect.poll(names, until).toHaveLength(2);
  worker.signal('SIGTERM');
  expect((await worker.end(60_000)).code).toBe(0);
  expect(await filesIn('annuities')).toContain('annuities/annuity_202602_V1.csv');
});
