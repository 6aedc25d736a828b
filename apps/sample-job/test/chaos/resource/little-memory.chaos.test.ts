import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RunningProcess } from '@wdh/fault-injection';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { expect, it } from 'vitest';
import { expectNothingLoaded } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { header } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const loadMillion = fileURLToPath(new URL('../../support/load-million.mjs', import.meta.url));
const million = 1_000_000;

/** Writes a file of a million records. */
async function writeMillion(name: string, first: string, record: (at: number) => string) {
  const file = createWriteStream(trial.path(name));
  file.write(`${first}\n`);
  for (let from = 0; from < million; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, at) => `${record(from + at)}\n`);
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

it(
  'R04 a heap of 64 MB for a million rows: all are loaded, and their sum is exact',
  { tags: ['full'], timeout: 480_000 },
  async () => {
    await migrateUp({ connectionUrl: trial.databaseUrl, folders: [auditMigrations] });
    await trial.sql`create table public.million (id bigint primary key, name text not null)`;
    try {
      await writeMillion('million.csv', 'id,name', (at) => `${at},${'name '.repeat(10)}${at}`);
      await using job = RunningProcess.start([loadMillion, trial.path('million.csv')], {
        cwd: trial.place.folder,
        env: { DATABASE_URL: trial.databaseUrl },
        limits: { heapMb: 64 },
      });
      const { code, stdout, stderr } = await job.end(150_000);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ rows: { read: million, inserted: million } });
      const [row] =
        await trial.sql`select count(*)::int as count, sum(id)::text as sum from public.million`;
      expect(row).toEqual({
        count: million,
        sum: String((BigInt(million) * BigInt(million - 1)) / 2n),
      });
    } finally {
      await trial.sql`drop table public.million`;
    }
  },
);

it('R05 every row of a million bad: the run stops at the limit with exit code 4, in a heap of 64 MB', async () => {
  await writeMillion('in.csv', header, (at) => `canary${at}`);
  const run = await trial.run({ args: ['--input', 'in.csv'], limits: { heapMb: 64 } });
  await expectNothingLoaded(trial, run, { exitCode: 4, code: 'ERROR_THRESHOLD_EXCEEDED' });
  expect(run.summary?.rows.read).toBeLessThan(20_000);
});

it(
  'R05 every row of a million bad, without a limit: each is kept, in a heap of 96 MB',
  { tags: ['full'], timeout: 480_000 },
  async () => {
    await writeMillion('in.csv', header, (at) => `canary${at}`);
    const args = ['--input', 'in.csv', '--error-threshold', '1'];
    const run = await trial.run({ args, limits: { heapMb: 96 }, deadlineMs: 150_000 });
    expect(run).toMatchObject({ code: 0, summary: { rows: { read: million, rejected: million } } });
    const [row] = await trial.sql`select count(*)::int as count from rejected_rows`;
    expect(row).toEqual({ count: million });
  },
);
