import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { pseudoRandom, two } from './pseudo-random.js';

/**
 * How numbers and dates are written: as PostgreSQL does, also with a sign beyond Latin-1 in the last
 * column, or as a German spreadsheet.
 */
export type SalesNotation = 'plain' | 'plain with €' | 'german';

/** Writes `rows` records of 8 columns: the same values in each notation, delimited by semicolons. */
export async function writeSales(
  path: string,
  rows: number,
  notation: SalesNotation,
): Promise<void> {
  const out = createWriteStream(path);
  const random = pseudoRandom(42);
  const isPlain = notation !== 'german';
  const said = notation === 'plain with €' ? 'paid €' : 'said';
  const number = (whole: number, decimals: number, group = '.'): string =>
    isPlain ? `${whole}.${decimals}` : `${inGroups(whole, group)},${decimals}`;
  const day = (year: number, month: string, date: string): string =>
    isPlain ? `${year}-${month}-${date}` : `${date}.${month}.${year}`;
  let text = 'id;customer;amount;discount;weight;day;sold_at;notes\n';
  for (let record = 1; record <= rows; record += 1) {
    const amount = number(random(100_000), 10 + random(90)) + (isPlain ? '' : ' €');
    const discount = number(random(100), 1 + random(9));
    const weight = number(random(20_000), 1000 + random(9000));
    const date = day(2010 + random(15), two(1 + random(12)), two(1 + random(28)));
    const soldOn = day(2010 + random(15), two(1 + random(12)), two(1 + random(28)));
    const time = `${two(random(24))}:${two(random(60))}:${two(random(60))}`;
    text +=
      `${record};Customer ${random(50_000)};${amount};${discount};${weight};${date};` +
      `${soldOn} ${time};"${said} ""no"", ${random(100)}"\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await finished(out);
}

function inGroups(whole: number, mark: string): string {
  const digits = String(whole);
  return digits.length > 3 ? `${digits.slice(0, -3)}${mark}${digits.slice(-3)}` : digits;
}
