import { BackendControl } from '@wdh/fault-injection';
import { runJob } from '@wdh/job';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { expect, it } from 'vitest';
import { wildlifeStrikes } from '../../../src/job.js';
import { statuses } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { strike, strikeFile } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const rowsOfEach = 20;

/** Loads all files at the same time by one loader; returns the maximum number of its sessions. */
async function loadAtOnce(fileCount: number, poolSize: number): Promise<number> {
  const connectionUrl = trial.databaseUrl;
  await migrateUp({ connectionUrl, folders: [auditMigrations, ...wildlifeStrikes.migrations] });
  const inputs: string[] = [];
  for (let file = 0; file < fileCount; file += 1) {
    const records = Array.from({ length: rowsOfEach }, (_, at) => strike(file * rowsOfEach + at));
    await trial.write(`strikes-${file}.csv`, strikeFile(records));
    inputs.push(trial.path(`strikes-${file}.csv`));
  }
  await using control = await BackendControl.connect(connectionUrl);
  const loader = new WarehouseLoader({ connectionUrl, poolSize });
  let most = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const sessions = await control.list({
        where: ({ applicationName }) => applicationName !== 'wdh-tests',
      });
      most = Math.max(most, sessions.length);
    }
  })();
  const host = { connectionUrl, loader, migrate: false };
  try {
    const outcomes = await Promise.all(
      inputs.map((input) => runJob(wildlifeStrikes, { input }, host)),
    );
    expect(outcomes.map(({ rows }) => rows.inserted)).toEqual(inputs.map(() => rowsOfEach));
  } finally {
    over.abort();
    await watching;
    await loader.close();
  }
  return most;
}

async function expectEachOnce(fileCount: number, poolSize: number): Promise<void> {
  const most = await loadAtOnce(fileCount, poolSize);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(poolSize);
  expect(await trial.sql`select from public.wildlife_strikes`).toHaveLength(fileCount * rowsOfEach);
  expect(await statuses(trial)).toEqual(Array.from({ length: fileCount }, () => 'success'));
}

it('L02 20 files at the same time over a pool of 4: each is loaded once, and the pool stays within its limit', async () => {
  await expectEachOnce(20, 4);
});

it(
  'L02 200 files at the same time over a pool of 10: each is loaded once, and the pool stays within its limit',
  { tags: ['full'] },
  async () => {
    await expectEachOnce(200, 10);
  },
);
