import { expect, it } from 'vitest';
import { decimal, inventTrades, message, noon, spotLine } from '../support/trade-records.js';
import { useTrades } from '../support/use-trades.js';

const trades = useTrades();

const linesOf = (...lines: string[]): string => `${lines.join('\n')}\n`;

it('sums of price × quantity over 100,000 trades equal exact arithmetic', async () => {
  const invented = inventTrades(100_000);
  const content = linesOf(...invented.map((trade) => spotLine(trade)));
  const input = await trades.write('BTCUSDT-trades-2025-01-15.csv', content);
  expect(await trades.load(input)).toMatchObject({ rows: { inserted: 100_000 } });
  const sums = await trades.sql`
    select side::text, sum(price * quantity)::text as amount from trades_v2 group by side order by side`;
  const exact = (isBuyerMaker: boolean): string =>
    decimal(
      invented
        .filter((trade) => trade.isBuyerMaker === isBuyerMaker)
        .reduce((sum, { price, quantity }) => sum + price * quantity, 0n),
      16,
    );
  expect(sums).toEqual([
    { side: 'BUY', amount: exact(false) },
    { side: 'SELL', amount: exact(true) },
  ]);
}, 120_000);

it('keeps 18 digits of a price, 28 of a quantity, ids up to 2^63 - 1, and both units of time', async () => {
  const input = await trades.write(
    'BTCUSDT-trades-2025-01-15.csv',
    linesOf(
      '9223372036854775807,9999999999.99999999,99999999999999999999.99999999,1,1736942400000001,True,True',
      '9007199254740993,0.00000001,0.00000001,1,1736942400123,false,true',
    ),
  );
  expect(await trades.load(input)).toMatchObject({ rows: { inserted: 2 } });
  const rows = await trades.sql`
    select source_sequence::text as id, price::text, quantity::text, timestamp::text, side::text
    from trades_v2 order by source_sequence`;
  expect(rows).toEqual([
    {
      id: '9007199254740993',
      price: '0.00000001',
      quantity: '0.00000001',
      timestamp: '2025-01-15 12:00:00.123+00',
      side: 'BUY',
    },
    {
      id: '9223372036854775807',
      price: '9999999999.99999999',
      quantity: '99999999999999999999.99999999',
      timestamp: '2025-01-15 12:00:00.000001+00',
      side: 'SELL',
    },
  ]);
});

it('a value that would be rounded is rejected by its code, and its neighbours are loaded', async () => {
  const good = inventTrades(30).map((trade) => spotLine(trade));
  const input = await trades.write(
    'BTCUSDT-trades-2025-01-15.csv',
    linesOf(...good, `1,1.123456789,1,1,${noon},True,True`, `2,1e5,1,1,${noon},True,True`),
  );
  const outcome = await trades.load(input);
  expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 30, rejected: 2 } });
  const rejected = await trades.sql`
    select line_number, field, code from rejected_rows order by line_number`;
  expect(rejected).toEqual([
    { line_number: '31', field: 'price', code: 'DECIMAL_TOO_MANY_DECIMALS' },
    { line_number: '32', field: 'price', code: 'DECIMAL_EXPONENT' },
  ]);
});

it('a trade that occurs twice in an input is stored once, as it occurs last', async () => {
  const [first, second, third] = inventTrades(3).map((trade) => spotLine(trade));
  const later = inventTrades(1).map((trade) => spotLine({ ...trade, price: 100_000_000n }));
  const input = await trades.write(
    'BTCUSDT-trades-2025-01-15.csv',
    linesOf(`${first}`, `${second}`, `${third}`, `${second}`, ...later),
  );
  expect(await trades.load(input)).toMatchObject({ rows: { inserted: 3, superseded: 2 } });
  const [row] = await trades.sql`
    select price::text from trades_v2 where trade_id = 'BINANCE-4452000000'`;
  expect(row).toEqual({ price: '1.00000000' });
});

it('the same trade of a file and of a stream is one row', async () => {
  const [trade] = inventTrades(1);
  if (trade === undefined) throw new Error('no trade');
  await trades.load(await trades.write('BTCUSDT-trades-2025-01-15.csv', linesOf(spotLine(trade))));
  const again = await trades.load(await trades.write('a.jsonl', linesOf(message(trade))));
  expect(again).toMatchObject({ rows: { inserted: 0, updated: 1 } });
  const ids =
    await trades.sql`select count(*)::int, count(distinct message_id)::int as ids from trades_v2`;
  expect(ids).toEqual([{ count: 1, ids: 1 }]);
});
