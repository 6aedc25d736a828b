/** Compares the job with COPY and SQL. With `--check`, fails where a figure exceeds its limit. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startLocalPostgres } from '@wdh/local-postgres';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { readPeakBytes, tellPeak } from '../../../tools/vitest/peak-memory.js';
import { tradesJob } from '../src/job.js';
import { inventTrades, spotLine } from '../test/support/trade-records.js';
import { loadByHand } from './by-hand.js';

const rowCount = 1_000_000;
const rounds = 3;
const limits = { ratio: 1.5, peakBytes: 200_000_000 };

const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));
const path = join(folder, 'BTCUSDT-trades-2025-01-15.csv');
const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Runs the built program; its time is that of the run, without the start of the process. */
async function loadByJob(
  url: string,
): Promise<{ readonly ms: number; readonly peakBytes: number }> {
  const summary = join(folder, 'summary.json');
  const parts = [`--import=${tellPeak}`, program, '--input', path, '--force', '--quiet'];
  const env = { ENVIRONMENT: 'dev', DATABASE_URL: url, LOG_LEVEL: 'error' };
  const run = promisify(execFile);
  const { stderr } = await run(process.execPath, [...parts, '--summary-file', summary], { env });
  const { durationMs } = JSON.parse(await readFile(summary, 'utf8')) as { durationMs: number };
  return { ms: durationMs, peakBytes: readPeakBytes(stderr) };
}

/** In pieces, as a trade has five values of its own. */
function* lines(): Generator<string> {
  const piece = 50_000;
  for (let first = 0; first < rowCount; first += piece) {
    const trades = inventTrades(piece, 4_452_000_000n + BigInt(first));
    yield `${trades.map((trade) => spotLine(trade)).join('\n')}\n`;
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

try {
  await writeFile(path, lines());
  const settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
  await using server = await startLocalPostgres({ settings });
  const folders = [auditMigrations, ...tradesJob.migrations];
  await migrateUp({ connectionUrl: server.url, folders });
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  const empty = () => sql.unsafe('truncate trades_v2; checkpoint');
  const byHand: number[] = [];
  const byJob: number[] = [];
  const peaks: number[] = [];
  // In turns, so that other load on the machine affects both.
  for (let round = 0; round < rounds; round += 1) {
    await empty();
    const startedAt = performance.now();
    await loadByHand(sql, path);
    byHand.push(performance.now() - startedAt);
    await empty();
    const { ms, peakBytes } = await loadByJob(server.url);
    byJob.push(ms);
    peaks.push(peakBytes);
    console.log(`round ${round + 1}: by hand ${byHand.at(-1)?.toFixed(0)} ms, job ${ms} ms`);
  }
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
    select count(*)::int as count from trades_v2`;
  if (count !== rowCount) throw new Error(`${count} rows instead of ${rowCount}`);
  await sql.end();
  const ratio = median(byJob) / median(byHand);
  const peakBytes = Math.max(...peaks);
  console.table({
    'COPY and SQL, ms': Math.round(median(byHand)),
    'job, ms': Math.round(median(byJob)),
    ratio: Number(ratio.toFixed(2)),
    'peak memory of the job, MB': Math.round(peakBytes / 1e6),
  });
  const isWithin = ratio <= limits.ratio && peakBytes <= limits.peakBytes;
  if (process.argv.includes('--check') && !isWithin) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
