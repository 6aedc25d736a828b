/** Measures how fast trades are read. With `--check`, fails where a figure exceeds its limit. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvSource } from '@wdh/file-connector';
import { Pipeline, type RowBatch, validateRows } from '@wdh/pipeline-core';
import { type RawTrade, toTrade, tradeFormat, tradeSchema } from '../src/index.js';
import { writeTradesCsv } from './trades-csv.js';

const rounds = 5;
const rowCount = 1_000_000;
const leastRowsPerSecond = 400_000;
const fields = { format: 'binance-spot-trades', symbol: 'BTCUSDT' };
const columns = tradeFormat(fields.format)?.format.columns ?? [];

const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));
const path = join(folder, 'BTCUSDT-trades-2025-01-15.csv');

const read = () => csvSource(path, { hasHeader: false, columns }).read();

/** Adds the fields that the name of the file says, as a job does. */
async function* rawTrades(): AsyncGenerator<RowBatch<RawTrade>> {
  for await (const batch of read()) {
    yield { ...batch, rows: batch.rows.map((row) => Object.assign({}, row, fields)) };
  }
}

const options = { stopOnError: false } as const;
const trades = () => new Pipeline<RawTrade>('trades', options).addStep(toTrade());
const validated = () => trades().addStep(validateRows(tradeSchema));

const subjects: Readonly<Record<string, () => AsyncIterable<RowBatch<object>>>> = {
  'read alone': read,
  'read and map': () => trades().stream(rawTrades()),
  'read, map, and validate by the schema again': () => validated().stream(rawTrades()),
};

/** The smaller of wall clock time and processor time: other processes take time of the first. */
async function timeMs(subject: () => AsyncIterable<RowBatch<object>>): Promise<number> {
  const startedAt = performance.now();
  const usedBefore = process.cpuUsage();
  let count = 0;
  for await (const { rows } of subject()) count += rows.length;
  if (count !== rowCount) throw new Error(`${count} rows instead of ${rowCount}`);
  const { user, system } = process.cpuUsage(usedBefore);
  return Math.min(performance.now() - startedAt, (user + system) / 1000);
}

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN;

try {
  writeTradesCsv(path, rowCount);
  const times = new Map(Object.keys(subjects).map((name) => [name, [] as number[]]));
  // In turns, so that other load on the machine affects all of them. The first is of a cold process.
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, subject] of Object.entries(subjects)) {
      times.get(name)?.push(await timeMs(subject));
    }
  }
  const baseMs = median(times.get('read alone') ?? []);
  const rate = (ms: number): number => Math.round((rowCount / ms) * 1000);
  console.table(
    Object.fromEntries(
      [...times].map(([name, all]) => {
        const ms = median(all);
        const ratio = Number((ms / baseMs).toFixed(2));
        return [name, { 'rows/s': rate(ms), 'to read alone': ratio, cold: rate(all[0] ?? NaN) }];
      }),
    ),
  );
  const measured = rate(median(times.get('read and map') ?? []));
  const isWithin = measured >= leastRowsPerSecond;
  console.log(`at least ${leastRowsPerSecond} rows/s: ${isWithin ? 'within' : 'UNDER'}`);
  if (process.argv.includes('--check') && !isWithin) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
