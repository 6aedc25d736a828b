/**
 * Runs a load of 5,000,000 rows by the queue, each of which is checked for 20 µs, and prints how
 * long its heartbeat was silent at most. Not part of the other measurements: it takes minutes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalPostgres } from '@wdh/local-postgres';
import { effects } from '../test/support/effects-job.js';
import { BenchPlace } from './bench-place.js';

const rows = Number(process.argv[2] ?? 5_000_000);
await using server = await startLocalPostgres();
await using place = await BenchPlace.open(server.url);
const { sql, queue } = place;
await place.startWorkers(2);
const params = { run: 1, parts: rows, checkMicros: 20 };
const start = performance.now();
const [submitted] = await queue.submit([{ job: effects, request: { input: 'parts', params } }]);
let longestSilence = 0;
for (;;) {
  const [job] = await sql<{ silence: number; state: string }[]>`
    select extract(epoch from clock_timestamp() - heartbeat_on)::float8 as silence, state
    from wdh_queue.job where name = 'run/effects'`;
  if (job?.state === 'completed') break;
  if (job?.state === 'active') longestSilence = Math.max(longestSilence, job.silence);
  await sleep(200);
}
const [run] = await sql`
  select status, deliveries, attempts, rows_inserted, duration_ms from pipeline_executions
  where execution_id = ${submitted?.executionId ?? ''}`;
const [stored] = await sql`select count(*)::int as rows from effects`;
console.log({ ...run, ...stored, longestSilence, seconds: (performance.now() - start) / 1_000 });
