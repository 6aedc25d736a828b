import { openTransaction, untilTrue } from '@wdh/fault-injection';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { beforeEach, expect, test } from 'vitest';
import { migrateUp } from '../../src/index.js';
import { useMigrations } from '../database/use-migrations.js';

const migrations = useMigrations();

beforeEach(async () => {
  const { write, target } = migrations;
  await write('0000_first.sql', 'create table first (id int);');
  await write('0000_first.down.sql', 'drop table first;');
  await migrateUp(target);
  await write('0001_second.sql', 'create table second (id int);');
  await write('0001_second.down.sql', 'drop table second;');
  await write('0002_third.sql', 'create table third (id int); alter table first add column x int;');
  await write('0002_third.down.sql', 'drop table third; alter table first drop column x;');
});

const isWaiting = async (): Promise<boolean> => {
  const waiting = await migrations.sql`select from pg_stat_activity where wait_event_type = 'Lock'
    and datname = current_database() and application_name = 'wdh migrate'`;
  return waiting.length > 0;
};

test.each(['while it waits for a lock', 'in the pause before another attempt', 'before it begins'])(
  'a signal stops a migration %s, and it is rolled back',
  async (when) => {
    const { sql, target, url } = migrations;
    const controller = new AbortController();
    const { signal } = controller;
    const logger = createRecordingLogger();
    await using reader = await openTransaction(url);
    await reader.session`select * from first`;
    if (when === 'before it begins') controller.abort();
    const lockTimeoutMs = when.startsWith('in the pause') ? 1_000 : 300_000;
    const migrating = migrateUp({ ...target, logger, signal, lockTimeoutMs });
    const outcome = migrating.catch((error: unknown) => error);
    const isThere = when.startsWith('in the pause')
      ? () => Promise.resolve(logger.eventNames.includes('migration.locked'))
      : isWaiting;
    if (!signal.aborted) await untilTrue(isThere, 60_000, `a migration ${when}`);
    controller.abort();
    expect(await outcome).toMatchObject({
      code: 'INTERRUPTED',
      category: 'interrupted',
      message: expect.stringContaining('The migration was stopped.') as unknown,
    });
    await reader.commit();
    expect(await sql`select to_regclass('third') as found`).toEqual([{ found: null }]);
  },
);
