import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { jobFile, writeProject } from '../support/project.js';
import { startWorker } from '../support/start-worker.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
const config = `import { defineProject, defineWatch } from '@wdh/job';
import { people } from './people.js';
const folder = new URL('inbox/', import.meta.url);
const absent = new URL('absent/', import.meta.url);
const watch = { job: people, pattern: '*.csv', settleMs: 100 };
export default defineProject({
  jobs: [people],
  watches: [
    defineWatch({ ...watch, folder }),
    defineWatch({ ...watch, name: 'absent', folder: absent, settleMs: Infinity }),
  ],
});
`;

beforeAll(async () => {
  await place.sql`create table people (id integer primary key, name text not null)`;
  await writeProject(place.folder, { 'wdh.config.ts': config, 'people.ts': jobFile('people') });
  await mkdir(join(place.folder, 'inbox'));
});

it('lists watched folders before a worker has seen them, and names those that are missing', async () => {
  const { exitCode, stdout } = await place.run('watches');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/people +people /);
  expect(stdout).toContain('absent: there is no folder ');
  const schemas = await place.sql`select 1 from pg_namespace where nspname = 'wdh_queue'`;
  expect(schemas).toHaveLength(0);
});

it('loads dropped files by wdh worker, and counts them', { tags: ['full'] }, async () => {
  await writeFile(join(place.folder, 'inbox', 'a.csv'), 'id,name\n1,Ada\n');
  await writeFile(join(place.folder, 'inbox', 'b.csv'), 'id,name\n2,Bob\n');
  await using worker = await startWorker(place);
  const ended = (): Promise<readonly string[]> =>
    readdir(join(place.folder, 'inbox', 'loaded')).catch(() => []);
  await expect.poll(ended, { timeout: 60_000, interval: 100 }).toHaveLength(2);
  worker.signal('SIGTERM');
  expect((await worker.end(60_000)).code).toBe(0);
  expect(await place.sql`select name from people order by id`).toEqual([
    { name: 'Ada' },
    { name: 'Bob' },
  ]);
  const { stdout } = await place.run('watches', '--json');
  expect(JSON.parse(stdout)).toMatchObject([
    { name: 'people', loaded: 2, failed: 0, waiting: 0, settleMs: 100, isFolder: true },
    { name: 'absent', loaded: 0, settleMs: null, isFolder: false },
  ]);
});
