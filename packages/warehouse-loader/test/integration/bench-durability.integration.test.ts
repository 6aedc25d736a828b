// @module-tag full
import { type LocalPostgres, startLocalPostgres } from '@wdh/local-postgres';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { durableSettings, verifyDurable } from '../../bench/durable-server.js';

/** The benchmark may only measure a server whose commits outlive a power cut. */
describe('the server of the loading benchmark', () => {
  let server: LocalPostgres;

  beforeAll(async () => {
    const version = inject('serverVersion');
    server = await startLocalPostgres({ version, settings: durableSettings });
  });

  afterAll(() => server.stop());

  it('shows its settings by SHOW', async () => {
    expect(await verifyDurable(server.url)).toEqual(
      expect.arrayContaining(['fsync = on', 'synchronous_commit = on', 'full_page_writes = on']),
    );
  });

  it.each(['off', 'local', 'remote_write'])(
    'is refused where its role sets synchronous_commit to %s',
    async (value) => {
      const sql = postgres(server.url, { max: 1 });
      await sql.unsafe(`alter role current_user set synchronous_commit = '${value}'`);
      await expect(verifyDurable(server.url)).rejects.toThrow(
        `is not durable: synchronous_commit is ${value}. Nothing was measured`,
      );
      await sql.unsafe('alter role current_user reset synchronous_commit');
      await sql.end();
    },
  );
});

it('a temporary server with its usual settings is refused, with every one that is off', async () => {
  await using server = await startLocalPostgres({ version: inject('serverVersion') });
  await expect(verifyDurable(server.url)).rejects.toThrow(
    'is not durable: fsync is off, synchronous_commit is off, full_page_writes is off.',
  );
});
