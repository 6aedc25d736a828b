import { setTimeout as sleep } from 'node:timers/promises';
import { BackendControl, setForDatabase } from '@wdh/fault-injection';
import { beforeEach, expect, test } from 'vitest';
import { useReadings } from '../warehouse/use-readings.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
/** Of which every tenth is rejected: with notes of a thousand characters, more than one buffer. */
const count = 15_000;

beforeEach(async () => {
  await warehouse.sql`drop table if exists elsewhere`;
  await warehouse.sql`create table elsewhere (like readings)`;
});

test.each(['idle_in_transaction_session_timeout', 'idle_session_timeout'])(
  'a run with a slow source stays alive under %s, with its rejects',
  async (timeout) => {
    await using _ = await setForDatabase(warehouse.url, timeout, '2s');
    const bound = readings.bound(count, {
      noteLength: 1_000,
      // The session of the rows is within a COPY meanwhile; that of the record has nothing to do.
      beforeBatch: async (index) => {
        if (index > 24) await sleep(600);
        if (index !== 29) return;
        // Another run starts, and looks for those that are dead.
        await warehouse.newLoader().loadPipeline(readings.bound(10), { into: 'elsewhere' });
      },
    });
    const report = await warehouse.loader.loadPipeline(bound, { into: 'readings' });
    expect(report).toMatchObject({
      status: 'success',
      rows: { inserted: 13_500, rejected: 1_500 },
    });
    const runs = await warehouse.sql`select status from pipeline_executions order by started_at`;
    expect(runs).toEqual([{ status: 'success' }, { status: 'success' }]);
    expect(await warehouse.sql`select from rejected_rows`).toHaveLength(1_501);
  },
);

test('a record whose session is lost gets another before the next start marks runs abandoned', async () => {
  await using control = await BackendControl.connect(warehouse.url);
  const bound = readings.bound(5_000, {
    beforeBatch: async (index) => {
      if (index === 3) {
        await control.terminate({ applicationName: 'wdh run' });
        await control.untilNone({ applicationName: 'wdh run' });
      }
      // The loss is noticed between batches.
      await sleep(50);
      if (index !== 7) return;
      await control.until({ applicationName: 'wdh run' });
      await warehouse.newLoader().loadPipeline(readings.bound(10), { into: 'elsewhere' });
    },
  });
  const report = await warehouse.loader.loadPipeline(bound, { into: 'readings' });
  control.firing.expectFired();
  expect(report).toMatchObject({ status: 'success', attempts: 1, rows: { inserted: 4_500 } });
  const runs = await warehouse.sql`select status from pipeline_executions`;
  expect(runs).toEqual([{ status: 'success' }, { status: 'success' }]);
});
