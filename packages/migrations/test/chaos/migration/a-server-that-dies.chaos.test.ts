import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnServer, untilTrue } from '@wdh/fault-injection';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrateUp, verifyMigrations } from '../../../src/index.js';

let server: OwnServer;
let path: string;

beforeAll(async () => {
  server = await OwnServer.start({ version: inject('serverVersion') });
  path = await mkdtemp(join(tmpdir(), 'wdh-server-dies-'));
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(path, { recursive: true });
});

const statements = [
  'create table second (id int);',
  'alter table first add column name text;',
  'update first set id = 2;',
];

/** Runs a query over its own connection, which is closed afterwards. */
async function ask<Answer>(
  url: string,
  question: (sql: postgres.Sql) => Promise<Answer>,
): Promise<Answer> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await question(sql);
  } finally {
    await sql.end();
  }
}

/** Waits until the migration sleeps. */
const untilAsleep = (url: string): Promise<true> =>
  ask(url, (sql) =>
    untilTrue(
      async () =>
        (
          await sql`select from pg_stat_activity where wait_event = 'PgSleep'
          and datname = current_database()`
        ).length === 1,
      5_000,
      'a migration that sleeps',
    ),
  );

test.each([
  ['immediate', 0],
  ['kill', 1],
  ['fast', 3],
] as const)(
  'M02 a server that dies (%s stop) at statement %d of a migration: schema and applied migrations are unchanged, and the rerun completes',
  async (mode, place) => {
    const url = await server.createDatabase(`migrated_${mode}_test`);
    const folder = { name: `test job ${mode}`, path: join(path, mode) };
    const target = { connectionUrl: url, folders: [folder] };
    await mkdir(folder.path);
    const write = (file: string, text: string) => writeFile(join(folder.path, file), text);
    await write('0000_first.sql', 'create table first (id int); insert into first values (1);');
    await migrateUp(target);
    const before = await ask(url, dumpCatalog);
    const waiting = statements.toSpliced(place, 0, 'select pg_sleep(600);');
    await write('0001_second.sql', waiting.join('\n'));
    const outcome = migrateUp(target).catch((error: unknown) => error);
    await untilAsleep(url);
    await server.stop(mode);
    expect(await outcome).toMatchObject({ category: 'connection', isRetryable: true });
    await server.start();
    expect(await ask(url, dumpCatalog)).toBe(before);
    await write('0001_second.sql', statements.join('\n'));
    expect((await migrateUp(target)).applied).toHaveLength(1);
    expect(await verifyMigrations(target)).toMatchObject({ applied: 2 });
  },
);
