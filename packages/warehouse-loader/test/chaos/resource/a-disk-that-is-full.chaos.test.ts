import { createSmallTablespace, setForDatabase, whyNoSmallTablespace } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const hasNoTablespace = (await whyNoSmallTablespace()) !== undefined;
const retry = { maxAttempts: 3, backoffMs: 10 } as const;
/** The ways that sort, if the keys are not in order. */
const sorting = everyWay.filter(({ mode }) => mode === 'upsert');

test.each(sorting.map((way) => [way.way, way] as const))(
  'R02 temp_file_limit, by %s: the load is not retried, nothing is loaded, and it succeeds without the limit',
  async (_way, way) => {
    const options = { into: 'readings', ...way, retry } as const;
    const count = 8_000;
    const note = { noteLength: 900, isDescending: true };
    {
      await using _ = await setForDatabase(warehouse.url, 'temp_file_limit', '1MB');
      await using __ = await setForDatabase(warehouse.url, 'work_mem', '64kB');
      const error = await failureOf(
        warehouse.loader.loadPipeline(readings.bound(count, note), options),
      );
      expect(error).toMatchObject({
        code: 'SERVER_LIMIT_REACHED',
        category: 'file',
        isRetryable: false,
      });
      expect(error.message).toContain('temp_file_limit');
      await readings.expectNothing(error);
    }
    await warehouse.sql`delete from pipeline_executions`;
    const report = await warehouse.loader.loadPipeline(readings.bound(count, note), options);
    expect(report.status).toBe('success');
    await readings.expectLoaded(count);
  },
);

test.skipIf(hasNoTablespace).each(everyWay.map((way) => [way.way, way] as const))(
  'R02 a disk that is full, by %s: the load is not retried, nothing is loaded, and it succeeds when there is space',
  { tags: ['full'] },
  async (_way, way) => {
    const { sql, url, loader } = warehouse;
    const options = { into: 'readings', ...way, retry } as const;
    const note = { noteLength: 900 };
    await using space = await createSmallTablespace(url, 12_000_000);
    await sql`drop table readings`;
    await sql.unsafe(`create table readings (id int primary key, note text not null)
      tablespace ${space.name}`);
    expect(await space.fill()).toBeGreaterThan(0);
    const error = await failureOf(loader.loadPipeline(readings.bound(4_000, note), options));
    expect(error).toMatchObject({
      code: 'SERVER_DISK_FULL',
      category: 'file',
      isRetryable: false,
    });
    await readings.expectNothing(error);
    await space.empty();
    await sql`delete from pipeline_executions`;
    await sql`vacuum full readings`;
    const report = await loader.loadPipeline(readings.bound(4_000, note), options);
    expect(report.status).toBe('success');
    await readings.expectLoaded(4_000);
    await sql`drop table readings`;
  },
);
