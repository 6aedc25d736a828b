import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { type RawTrade, tradeFormatNames, tradeSchema } from '../../src/index.js';
import { rowOfEachFormat } from '../support/raw-rows.js';
import { readTrades } from '../support/read-trades.js';

/** Texts that are a valid part, or almost. */
const texts = fc.oneof(
  fc.constantFrom('BTCUSDT', 'BTCUPUSDT', 'XXBTZUSD', 'BTCUSDT_250328', 'ADAEUR', '币安人生USDT'),
  fc.constantFrom('True', 'false', 'b', 's', 'trade', 'aggTrade', '', '0', '-1', '1e-7', 'NaN'),
  fc.constantFrom('1736899200123', '1736899200000123', '1688669597.8277369', '9223372036854775807'),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
  fc
    .tuple(fc.bigInt(0n, 10n ** 21n), fc.stringMatching(/^\d{0,9}$/))
    .map((parts) => parts.join('.')),
  fc.string(),
);

const values = fc.oneof(
  { weight: 10, arbitrary: texts },
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, [], {}),
);

/** A row of a format in which some fields have other values. */
const rows: fc.Arbitrary<RawTrade> = fc.constantFrom(...rowOfEachFormat).chain((row) =>
  fc
    .dictionary(fc.constantFrom(...Object.keys(row).filter((name) => name !== 'format')), values, {
      maxKeys: 2,
    })
    .map((changes) => ({ ...row, ...changes })),
);

it('every trade that a format makes is valid by the schema', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 20 }), async (some) => {
      const { trades, issues, filtered } = await readTrades(some);
      for (const trade of trades) v.parse(tradeSchema, trade);
      count += trades.length;
      expect(trades.length + filtered + issues.length).toBeGreaterThanOrEqual(some.length);
    }),
    { numRuns: 300 },
  );
  expect(count).toBeGreaterThan(300);
});

it('a row of anything is a trade, filtered or rejected, and never an exception', async () => {
  const anything = fc.record({
    format: fc.constantFrom(...tradeFormatNames),
    ...Object.fromEntries(
      ['symbol', 's', 'e', 'a', 'p', 'stream', 'data', 'trade', 'id', 'price'].map((name) => [
        name,
        fc.oneof(values, fc.anything()),
      ]),
    ),
  });
  await fc.assert(
    fc.asyncProperty(anything, async (row) => {
      const { trades, issues, filtered } = await readTrades([row]);
      for (const trade of trades) v.parse(tradeSchema, trade);
      expect(trades.length + filtered + Math.min(1, issues.length)).toBe(1);
    }),
    { numRuns: 300 },
  );
});
