/**
 * Captures a local feed of trades at a fixed rate, kills the capture in the middle, and compares
 * messages with rows: `npm run build && npx tsx --conditions=@wdh/source tools/bench/capture.ts --minutes 2 --rate 5000`.
 *
 * Prints the memory of the process over time, which must stay flat. `--heap 64` limits the heap to 64 MB,
 * and `--no-kill` captures with one process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTestDatabase, startTestServer } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { startCapture } from './capture/capture-process.js';
import { distinctTrades } from './capture/distinct-trades.js';
import { TradeServer } from './capture/trade-server.js';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    minutes: { type: 'string', default: '2' },
    rate: { type: 'string', default: '5000' },
    heap: { type: 'string', default: '0' },
    kill: { type: 'boolean', default: true },
  },
});
const [durationMs, rate] = [Number(values.minutes) * 60_000, Number(values.rate)];
if (!(durationMs > 0 && rate > 0)) throw new Error('--minutes and --rate take a number above 0.');

const folder = mkdtempSync(join(tmpdir(), 'wdh-capture-soak-'));
const server = await startTestServer({});
const database = await createTestDatabase(server.url);
const feed = await TradeServer.start(rate);
const memory: { readonly second: number; readonly process: number; readonly MB: number }[] = [];
const startedAt = performance.now();

const parts = 8;

/** Captures for a time, noting the memory eight times. */
async function capture(number: number, ms: number, end: 'SIGKILL' | 'SIGTERM') {
  const running = startCapture({
    folder,
    databaseUrl: database.url,
    address: feed.url,
    heapMb: Number(values.heap),
  });
  for (let part = 1; part <= parts; part += 1) {
    await sleep(ms / parts);
    const second = Math.round((performance.now() - startedAt) / 1_000);
    memory.push({ second, process: number, MB: running.memoryMb() });
  }
  return running.end(end);
}

try {
  if (values.kill) await capture(1, durationMs / 2, 'SIGKILL');
  const sentAtKill = feed.sent;
  const { code, stdout } = await capture(2, durationMs / (values.kill ? 2 : 1), 'SIGTERM');
  const sql = postgres(database.url, { max: 1 });
  const [rows] = await sql`select count(*)::int as rows from trades_v2`;
  const runs = await sql`
    select status, count(*)::int as runs
    from pipeline_executions group by 1 order by 1`;
  await sql.end();
  const captured = distinctTrades(join(folder, 'loaded'));
  const inTable = Number(rows?.['rows']);
  console.table(memory);
  console.table(runs);
  console.log(stdout);
  console.table({
    'sent until the kill': sentAtKill,
    'sent in all': feed.sent,
    'lines in segments': captured.lines,
    'trades in segments': captured.trades,
    'rows in the table': inTable,
    'exit code': code,
  });
  const isEqual = inTable === captured.trades && code === 0;
  console.log(isEqual ? 'Every captured trade is in the table once.' : 'The counts DIFFER.');
  if (!isEqual) process.exitCode = 1;
} finally {
  await feed.close();
  await database.drop();
  await server.stop();
  rmSync(folder, { recursive: true });
}
