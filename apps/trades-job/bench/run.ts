/**
 * Compares the job `trades` with the same load by hand, in turns, and with `--check` fails if a figure
 * exceeds its limit. `--rows` and `--rounds` take numbers.
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalPostgres } from '@wdh/local-postgres';
import { inventTrades, spotLine } from '../test/support/trade-records.js';
import { BenchDatabase, type JobRun } from './bench-database.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    check: { type: 'boolean', default: false },
  },
});
const [rows, rounds] = [Number(values.rows), Number(values.rounds)];
if (!(rows > 0 && rounds > 0)) throw new Error('--rows and --rounds take a number above 0.');

/** A COMMIT survives a power failure, as in production; a temporary server has them off. */
const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const printed = [...Object.keys(durable), 'shared_buffers', 'max_wal_size', 'work_mem'];

/** One round: every subject once. */
interface Round {
  readonly job: JobRun;
  readonly byHandMs: number;
  /** By hand with a constant instead of the UUID. */
  readonly withoutUuidMs: number;
}

/** In pieces, as a trade has five values of its own. */
function* lines(): Generator<string> {
  const piece = 50_000;
  for (let first = 0; first < rows; first += piece) {
    const trades = inventTrades(Math.min(piece, rows - first), 4_452_000_000n + BigInt(first));
    yield `${trades.map((trade) => spotLine(trade)).join('\n')}\n`;
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;

async function measureRound(database: BenchDatabase, path: string, number: number): Promise<Round> {
  const emptied = async <Result>(subject: () => Promise<Result>): Promise<Result> => {
    await database.empty();
    return subject();
  };
  const job = () => emptied(() => database.runJob(path));
  const byHand = () => emptied(() => database.loadByHand(path, 'uuid v5'));
  const isReversed = number % 2 === 1;
  // No subject always follows the same one.
  const first = isReversed ? null : await job();
  const withoutUuidMs = await emptied(() => database.loadByHand(path, 'constant'));
  const byHandMs = await byHand();
  const ran = first ?? (await job());
  if (ran.inserted !== rows) throw new Error(`${ran.inserted} rows instead of ${rows}`);
  const seconds = [ran.ms, ran.processMs, byHandMs, withoutUuidMs].map((ms) =>
    (ms / 1000).toFixed(2),
  );
  console.log(
    `${number === 0 ? 'warm-up' : `round ${number}`}: job ${seconds[0]} s (process ${seconds[1]} s, processor ${(ran.cpuMs / 1000).toFixed(2)} s, ${ran.peakMb.toFixed(0)} MB), by hand ${seconds[2]} s, without UUID ${seconds[3]} s`,
  );
  return { job: ran, byHandMs, withoutUuidMs };
}

const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));
try {
  const path = join(folder, 'BTCUSDT-trades-2025-01-15.csv');
  await writeFile(path, lines());
  await using server = await startLocalPostgres({ settings: durable });
  const database = await BenchDatabase.create(server.url);
  const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`;
  console.log(`Node ${process.version}, PostgreSQL ${server.version}, ${machine}`);
  console.log((await database.settings(printed)).join(', '));
  const { size } = await stat(path);
  console.log(`${rows} rows, ${Math.round(size / 1e6)} MB, ${rounds} rounds`);
  await database.empty();
  await database.runJob(path);
  await database.loadByHand(path, 'uuid v5');
  const differing = await database.differences();
  if (differing > 0) throw new Error(`The tables differ in ${differing} rows.`);
  console.log('The job and the load by hand store the same rows.');
  const measured: Round[] = [];
  for (let number = 0; number <= rounds; number += 1) {
    const round = await measureRound(database, path, number);
    if (number > 0) measured.push(round);
  }
  await database.close();
  console.log(
    `Load averages at the end: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
  const ratio = median(measured.map(({ job, byHandMs }) => job.ms / byHandMs));
  const peakMb = Math.max(...measured.map(({ job }) => job.peakMb));
  const figures = [
    ['job', 's', median(measured.map(({ job }) => job.ms)) / 1000],
    ['processor time of its process', 's', median(measured.map(({ job }) => job.cpuMs)) / 1000],
    ['by hand', 's', median(measured.map(({ byHandMs }) => byHandMs)) / 1000],
    ['job', 'times by hand', ratio, 1.5],
    [
      'job, with the start of Node',
      'times by hand',
      median(measured.map(({ job, byHandMs }) => job.processMs / byHandMs)),
    ],
    [
      'job',
      'times by hand without UUID',
      median(measured.map(({ job, withoutUuidMs }) => job.ms / withoutUuidMs)),
    ],
    ['peak memory of its process', 'MB', peakMb, 200],
  ] as const;
  console.table(
    figures.map(([what, unit, figure, limit]) => ({
      ...{ what, unit, measured: Number(figure.toPrecision(3)), limit: limit ?? '' },
      verdict: limit === undefined ? '' : figure <= limit ? 'within' : 'OVER',
    })),
  );
  const isOver = figures.some(([, , figure, limit]) => limit !== undefined && figure > limit);
  if (values.check && isOver) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
