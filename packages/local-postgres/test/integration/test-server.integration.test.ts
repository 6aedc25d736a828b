import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { TestProject } from 'vitest/node';
import { testServer, wantedServer } from '../../../../tools/vitest/test-server.js';
import { createTestDatabase } from '../../src/testing/index.js';
import { testFolder } from '../project/test-folder.js';

const version = inject('version');

/** A project with a script of test data, and the values that it is provided with. */
async function projectWith(script: string) {
  const root = await testFolder();
  await mkdir(path.join(root, 'test', 'fixtures'), { recursive: true });
  await writeFile(path.join(root, 'test', 'fixtures', 'test_data.sql'), script);
  const provided = new Map<string, unknown>();
  const provide = (key: string, value: unknown) => void provided.set(key, value);
  return { project: { config: { root }, provide } as object as TestProject, provided };
}

const wanted = () => ({ version, serverUrl: undefined });
const migrate = async (url: string) => {
  const sql = postgres(url, { max: 1 });
  await sql`CREATE TABLE flights (id integer PRIMARY KEY)`;
  await sql.end();
};

test('every database of the tests is migrated, then filled with the test data', async () => {
  const { project, provided } = await projectWith(`
    INSERT INTO flights VALUES (1), (2);
    INSERT INTO flights SELECT id + 2 FROM flights;`);
  onTestFinished(await testServer(migrate, wanted)(project));
  expect(provided.get('serverVersion')).toBe(version);
  const { url } = await createTestDatabase(String(provided.get('serverUrl')));
  const sql = postgres(url, { max: 1 });
  expect(await sql`SELECT count(*)::int FROM flights`).toEqual([{ count: 4 }]);
  await sql.end();
});

test(
  'test data that cannot be loaded fails the run, with the file and the statement',
  { tags: ['full'] },
  async () => {
    const { project } = await projectWith('INSERT INTO seats VALUES (1);');
    await expect(testServer(migrate, wanted)(project)).rejects.toThrow(
      /test_data\.sql failed[^]*relation "seats" does not exist[^]*query: INSERT INTO seats/,
    );
  },
);

test('a given server that does not answer fails the run', async () => {
  const { project } = await projectWith('');
  const serverUrl = 'postgres://nobody@127.0.0.1:1/postgres';
  const setup = testServer(migrate, () => wantedServer({ DATABASE_URL: serverUrl }));
  await expect(setup(project)).rejects.toMatchObject({ code: 'LOCAL_POSTGRES_SERVER_UNREACHABLE' });
});

test.each([
  [{}, undefined, undefined],
  [{ PG_VERSION: '', DATABASE_URL: '' }, undefined, undefined],
  [{ PG_VERSION: '16' }, 16, undefined],
  [{ PG_VERSION: '18', DATABASE_URL: 'postgres://h/d' }, 18, 'postgres://h/d'],
] as const)('%o is accepted', (environment, wantedVersion, serverUrl) => {
  expect(wantedServer(environment)).toEqual({ version: wantedVersion, serverUrl });
});

test.each(['14', '17.2', 'latest', 'toString'])('PG_VERSION=%s is refused', (PG_VERSION) => {
  expect(() => wantedServer({ PG_VERSION })).toThrow('choose one of 15, 16, 17, 18');
});
