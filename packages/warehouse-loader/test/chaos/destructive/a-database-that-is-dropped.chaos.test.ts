import { createTestDatabase } from '@wdh/local-postgres/testing';
import { Pipeline } from '@wdh/pipeline-core';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../../src/index.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { memorySource } from '../../warehouse/memory-source.js';

test('X04 a database that is dropped during a run: the error reports it, and it is not created again', async () => {
  const database = await createTestDatabase(inject('serverUrl'));
  const sql = postgres(database.url, { max: 1 });
  await sql`create table doomed (id int)`;
  await sql.end();
  const logger = createRecordingLogger();
  const loader = new WarehouseLoader({ connectionUrl: database.url, logger });
  let hasFired = false;
  const rows = Array.from({ length: 400 }, (_, id) => ({ id }));
  const source = memorySource(rows, {
    beforeBatch: async (index) => {
      if (index !== 2) return;
      await database.drop();
      hasFired = true;
    },
  });
  const bound = new Pipeline<{ readonly id: number }>('doomed').bind(source);
  const error = await failureOf(loader.loadPipeline(bound, { into: 'doomed' }));
  await loader.close();
  await expect.poll(() => hasFired).toBe(true);
  expect(error.category).toBe('connection');
  expect(logger.eventNames).toContain('execution.record.failed');
  const admin = postgres(inject('serverUrl'), { max: 1 });
  const left = await admin`select from pg_database where datname = ${database.name}`;
  await admin.end();
  expect(left).toHaveLength(0);
});
