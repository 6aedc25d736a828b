import { expect, inject, test } from 'vitest';
import {
  createSmallTablespace,
  OwnServer,
  type StopMode,
  setForDatabase,
  whyNoSmallTablespace,
} from '../../src/index.js';
import { connectTo, useDatabase } from './use-database.js';

const database = useDatabase();
const version = inject('serverVersion');

test.each<StopMode>(['fast', 'immediate', 'kill'])(
  'a server that stops (%s) restarts on its port with the committed data',
  { tags: ['full'] },
  async (mode) => {
    await using server = await OwnServer.start({ version });
    const { url, port } = server;
    expect(Number.parseInt(server.version, 10)).toBe(version);
    await using client = connectTo(url);
    await client.sql`CREATE TABLE kept AS SELECT 42 AS answer`;
    const sleeping = client.sql`SELECT pg_sleep(60)`.execute();
    sleeping.catch(() => undefined);
    await using other = connectTo(url);
    await other.sql`SELECT 1`;
    await server.stop(mode);
    await expect(sleeping).rejects.toThrow();
    await using late = connectTo(url);
    await expect(late.sql`SELECT 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(server.stop(mode)).rejects.toMatchObject({ code: 'FAULT_NOT_INJECTED' });

    await server.start();
    expect(server).toMatchObject({ url, port });
    await using again = connectTo(url);
    expect(await again.sql`SELECT answer FROM kept`).toEqual([{ answer: 42 }]);
  },
);

test('a database is read-only for new sessions, until that is reset', async () => {
  const insert = async () => {
    await using client = connectTo(database.url);
    await client.sql`CREATE TABLE IF NOT EXISTS written (id integer)`;
    return 'written';
  };
  {
    await using _ = await setForDatabase(database.url, 'default_transaction_read_only', 'on');
    await expect(insert()).rejects.toMatchObject({ code: '25006' });
  }
  expect(await insert()).toBe('written');
});

test('a large sort exceeds a limit of temporary files', async () => {
  await using _ = await setForDatabase(database.url, 'temp_file_limit', '1MB');
  await using client = connectTo(database.url);
  await client.sql`SET work_mem = '64kB'`;
  const sort = client.sql`SELECT count(*) FROM (
    SELECT n FROM generate_series(1, 300000) AS n ORDER BY md5(n::text)) AS sorted`;
  await expect(sort).rejects.toMatchObject({ code: '53400' });
});

test('a small tablespace becomes full, accepts rows again once there is space, and is dropped', async ({
  skip,
}) => {
  const reason = await whyNoSmallTablespace();
  skip(reason !== undefined, reason);
  const { sql, url } = database;
  {
    await using space = await createSmallTablespace(url, 8_000_000);
    await sql.unsafe(`CREATE TABLE crowded (note text) TABLESPACE ${space.name}`);
    const insert = (rows: number) => sql`INSERT INTO crowded
      SELECT repeat('x', 1000) FROM generate_series(1, ${rows}::int)`;
    expect(await space.fill()).toBeGreaterThan(100_000);
    await expect(insert(1_000)).rejects.toMatchObject({ code: '53100' });
    await space.empty();
    await insert(1_000);
    expect(await sql`SELECT count(*)::int FROM crowded`).toEqual([{ count: 1_000 }]);
    await expect(insert(20_000)).rejects.toMatchObject({ code: '53100' });
  }
  expect(await sql`SELECT FROM pg_tablespace WHERE spcname LIKE 'small%'`).toHaveLength(0);
});
