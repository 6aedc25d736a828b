import { openQueue, Worker } from '@wdh/queue';
import { expect, it } from 'vitest';
import { tradesJob } from '../../src/job.js';
import { useTrades } from '../support/use-trades.js';

const trades = useTrades();

it('a worker runs a submitted file of trades, which loads what the job loads directly', async () => {
  const { connectionUrl, sql } = trades;
  const direct = await trades.load(tradesJob.example ?? '');
  const rows = () => sql`
    select to_jsonb(t) - 'ingestion_timestamp' as trade from trades_v2 t order by trade_id`;
  const before = await rows();
  await sql`truncate trades_v2, pipeline_executions cascade`;
  const queue = await openQueue({ connectionUrl, supervise: true, poolSize: 3 });
  const drain = new AbortController();
  const running = new Worker({ queue, jobs: [tradesJob] }).run({ drain: drain.signal });
  const { executionId } = await queue.submitRun({ job: tradesJob });
  const runOf = () => sql`
    select status, rows_inserted::int as inserted from pipeline_executions
    where execution_id = ${executionId}`;
  await expect.poll(runOf).toEqual([{ status: 'success', inserted: direct.rows.inserted }]);
  drain.abort();
  await running;
  await queue.close();
  expect(await rows()).toEqual(before);
});
