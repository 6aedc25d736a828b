import { expect, it } from 'vitest';
import { spotRow } from '../support/raw-rows.js';
import { readTrades } from '../support/read-trades.js';

const scale = 8;
const count = 100_000;

/** Returns the next of a fixed row of numbers: the same trades in each run. */
function* numbers(): Generator<bigint, never> {
  let state = 20_250_115n;
  for (;;) {
    state =
      (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    yield state >> 16n;
  }
}

/** Writes hundred-millionths as a decimal with as many decimals as it needs, or with eight. */
function textOf(units: bigint, isPadded: boolean): string {
  const digits = units.toString().padStart(scale + 1, '0');
  const fraction = digits.slice(-scale);
  const written = isPadded ? fraction : fraction.replace(/0+$/, '');
  return written === '' ? digits.slice(0, -scale) : `${digits.slice(0, -scale)}.${written}`;
}

/** Reads a decimal in another way than the package: by its digits around the point. */
function unitsOf(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}

it(`the sum of price x quantity over ${count} trades is exact`, async () => {
  const random = numbers();
  let expected = 0n;
  const rows = Array.from({ length: count }, (_, id) => {
    // Of every size: from a hundred-millionth to all the digits that the columns hold.
    const price = 1n + ((random.next().value * random.next().value) % 10n ** BigInt(1 + (id % 18)));
    const quantity = 1n + (random.next().value ** 2n % 10n ** BigInt(1 + (id % 28)));
    expected += price * quantity;
    const isPadded = id % 2 === 0;
    const texts = { price: textOf(price, isPadded), qty: textOf(quantity, isPadded) };
    return { ...spotRow, ...texts, id: String(id) };
  });
  const { trades, issues } = await readTrades(rows);
  expect(issues).toEqual([]);
  expect(trades).toHaveLength(count);
  let actual = 0n;
  for (const { price, quantity } of trades) actual += unitsOf(price) * unitsOf(quantity);
  expect(actual).toBe(expected);
});
