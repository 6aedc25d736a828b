import { expect, it } from 'vitest';
import { rowOfEachFormat, spotRow } from '../test/support/raw-rows.js';
import { issuesOf, readTrade, readTrades } from '../test/support/read-trades.js';
import { kraken } from './exchanges/kraken/kraken.js';
import { type Exchange, exchanges, tradeFormat, tradeFormatNames } from './index.js';

it('reads a row of each format', async () => {
  const { trades, issues } = await readTrades(rowOfEachFormat);
  expect(issues).toEqual([]);
  expect(trades).toHaveLength(rowOfEachFormat.length);
  expect(new Set(rowOfEachFormat.map(({ format }) => format))).toEqual(new Set(tradeFormatNames));
});

it('rejects a row of an unknown format, and lists the known ones', async () => {
  const { issues, messages } = await readTrades([{ ...spotRow, format: 'secret' }]);
  expect(issues).toEqual(['format TRADE_FORMAT_UNKNOWN']);
  expect(messages[0]).toContain('binance-spot-trades');
  expect(messages[0]).not.toContain('secret');
});

it.each(['__proto__', 'constructor', ''])('rejects the format %j', async (format) => {
  expect(await issuesOf({ ...spotRow, format })).toEqual(['format TRADE_FORMAT_UNKNOWN']);
});

it('finds the format and its exchange by name', () => {
  expect(tradeFormat('kraken-trades')?.exchange.name).toBe('KRAKEN');
  expect(tradeFormat('kraken')).toBeNull();
});

it('makes the same trade of the same row each time', async () => {
  expect(await readTrade(spotRow)).toEqual(await readTrade({ ...spotRow }));
});

it('does not change its row', async () => {
  const before = structuredClone(rowOfEachFormat);
  await readTrades(rowOfEachFormat);
  expect(rowOfEachFormat).toEqual(before);
});

it('reads a further exchange, which is one object', async () => {
  const mine: Exchange = {
    ...kraken,
    name: 'MINE',
    formats: kraken.formats.map((format) => ({ ...format, name: 'mine' })),
  };
  const row = { ...rowOfEachFormat.at(-1), format: 'mine' };
  expect(await readTrade(row, { exchanges: [mine] })).toMatchObject({ exchange: 'MINE' });
});

it('reads a format by a further exchange where both have it', async () => {
  const mine: Exchange = { ...kraken, name: 'MINE' };
  const [row] = rowOfEachFormat.slice(-1);
  expect(await readTrade(row ?? spotRow, { exchanges: [mine] })).toMatchObject({
    exchange: 'MINE',
  });
});

it('no two formats have the same name', () => {
  const names = exchanges.flatMap(({ formats }) => formats.map(({ name }) => name));
  expect(names).toEqual([...new Set(names)]);
});
