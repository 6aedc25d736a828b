import type { RunOutcome } from '@wdh/job';
import { expect, it } from 'vitest';
import { tradesChecks } from '../../src/checks.js';
import {
  type InventedTrade,
  inventTrades,
  krakenLine,
  message,
  spotAggLine,
  spotLine,
} from '../support/trade-records.js';
import { useTrades } from '../support/use-trades.js';

const trades = useTrades();
const day = 86_400_000_000n;

const jumps = 'check.prices within a factor of ten of the trade before';
const gaps = 'check.no gap in the ids of trades';
const times = 'check.times on the day or in the month of the file name';
const repeats = 'check.each trade once in the input';

/** Loads trades as a file of spot, and returns the results of its checks. */
async function check(
  list: readonly InventedTrade[],
  name = 'BTCUSDT-trades-2025-01-15.csv',
): Promise<Readonly<Record<string, number>>> {
  const write = name.endsWith('.jsonl') ? (trade: InventedTrade) => message(trade) : spotLine;
  const content = list.map((trade) => write(trade)).join('\n');
  const outcome = await trades.load(await trades.write(name, content));
  return results(outcome);
}

/** Returns what the checks of a run found. */
async function results(outcome: RunOutcome): Promise<Readonly<Record<string, number>>> {
  expect(outcome).toMatchObject({ status: 'success', error: null });
  const metrics = await trades.sql`
    select metric_name as metric, metric_value::float8 as value from data_quality_metrics
    where execution_id = ${outcome.executionId} and metric_name like 'check.%'`;
  return Object.fromEntries(
    metrics.map(({ metric, value }): [string, number] => [String(metric), Number(value)]),
  );
}

const passed = { [jumps]: 0, [gaps]: 0, [times]: 0, [repeats]: 0 };
const invented = inventTrades(100);
const at = (index: number): InventedTrade => invented[index] ?? expect.fail('no such trade');
const later = (trade: InventedTrade, more: Partial<InventedTrade>): InventedTrade => ({
  ...trade,
  ...more,
});

it('nothing is wrong with a whole day, nor with the day after it', async () => {
  expect(await check(invented.slice(0, 50))).toEqual(passed);
  const next = invented.slice(50).map((trade) => later(trade, { time: trade.time + day }));
  expect(await check(next, 'BTCUSDT-trades-2025-01-16.csv')).toEqual(passed);
});

it('a price that is more than ten times the one before is counted, up and down', async () => {
  const wrong = later(at(40), { price: at(40).price * 11n });
  const found = await check(invented.toSpliced(40, 1, wrong));
  expect(found).toEqual({ ...passed, [jumps]: 2 });
});

it('the first price is compared with the last one that is stored', async () => {
  await check(invented.slice(0, 50));
  const low = invented.slice(50).map((trade) => later(trade, { price: trade.price / 11n }));
  expect(await check(low, 'more.jsonl')).toEqual({ ...passed, [jumps]: 1 });
});

it('a gap in the ids is counted, within an input and before it', async () => {
  expect(await check(invented.slice(0, 50).toSpliced(20, 5))).toEqual({ ...passed, [gaps]: 1 });
  expect(await check(invented.slice(60), 'more.jsonl')).toEqual({ ...passed, [gaps]: 1 });
});

it('a load that fills a gap finds none', async () => {
  await check(invented.toSpliced(20, 5));
  expect(await check(invented.slice(0, 50), 'again.jsonl')).toMatchObject({ [gaps]: 0 });
});

it('times of another day than the file name are counted, and a month has all of its days', async () => {
  const late = later(at(99), { time: at(99).time + day });
  expect(await check(invented.toSpliced(99, 1, late))).toEqual({ ...passed, [times]: 1 });
  await trades.sql`truncate trades_v2, pipeline_executions cascade`;
  const month = await check(invented.toSpliced(99, 1, late), 'BTCUSDT-trades-2025-01.csv');
  expect(month).toEqual(passed);
});

it('a file name in small letters has a time, too', async () => {
  const aggregates = invented.map((trade) => spotAggLine(trade)).join('\n');
  const file = await trades.write('btcusdt-aggtrades-2025-01-16.csv', aggregates);
  expect(await results(await trades.load(file))).toMatchObject({ [times]: 100 });
});

it.each(['2025-02-30', '2025-01-00', '2025-13', '0000-01'])(
  'a file name with the time %s, which does not exist, does not end the load',
  async (period) => {
    await check(invented, `BTCUSDT-trades-${period}.csv`);
    const [stored] = await trades.sql`select count(*)::int from trades_v2`;
    expect(stored).toEqual({ count: 100 });
  },
);

it('ids of market and limit orders are one sequence, those of aggregate trades another', async () => {
  const lines = invented.slice(0, 9).map((trade, index) => {
    const line = krakenLine(trade);
    return index % 2 === 0 ? line : line.replace(',l,', ',m,');
  });
  const input = await trades.write('kraken.csv', lines.join('\n'));
  const params = { market: 'kraken', symbol: 'XBTUSD' };
  expect(await results(await trades.load(input, { params }))).toEqual(passed);
  const spot = invented.map((trade) => later(trade, { time: trade.time - 100n }));
  expect(await check(spot)).toEqual(passed);
  const aggregates = invented.slice(50).map((trade) => spotAggLine(trade));
  const file = await trades.write('BTCUSDT-aggTrades-2025-01-15.csv', aggregates.join('\n'));
  expect(await results(await trades.load(file))).toEqual(passed);
});

it('trades that are stored between those of a load are no gap', async () => {
  await check(invented.toSpliced(90, 1).toSpliced(10, 1));
  expect(await check([at(10), at(90)], 'again.jsonl')).toEqual(passed);
});

it('a trade that occurs twice in an input is a warning', async () => {
  expect(await check([...invented, at(7)])).toEqual({ ...passed, [repeats]: 1 });
});

it.each(tradesChecks.flatMap(({ name, sql }) => (sql === undefined ? [] : [[name, sql] as const])))(
  '%s: needs no scan of the table',
  async (_name, statement) => {
    const plan = await trades.sql.begin(async (sql) => {
      // The test's table is too small for an index to be worth it.
      await sql`set local enable_seqscan = off`;
      await sql`select set_config('wdh.execution_id', 'none', true)`;
      return sql.unsafe(`explain ${statement}`);
    });
    const text = plan.map((line) => String(line['QUERY PLAN'])).join('\n');
    expect(text).toContain('trades_v2_ingestion_timestamp_idx');
    expect(text).not.toMatch(/Seq Scan on trades_v2/);
  },
);
