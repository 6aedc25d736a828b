import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { pseudoRandom, two } from './pseudo-random.js';

/** Options of the records of a generated file. */
export type Variation = 'clean' | 'half-changed' | 'one-percent-invalid' | 'one-in-10000-refused';

const words = [
  'delivered late, customer was informed',
  'the label said "fragile"',
  'left at the gate',
  'returned, unopened',
  'second attempt tomorrow',
  'paid in cash',
  'signed by a neighbour',
  'no remarks',
];

/** Writes `rows` records of 8 columns, a little over 100 bytes each: the same ones every time. */
export async function writeRecords(
  path: string,
  rows: number,
  variation: Variation,
): Promise<void> {
  const out = createWriteStream(path);
  const random = pseudoRandom(42);
  let text = 'id,customer,amount,day,created_at,active,category,notes\n';
  for (let record = 1; record <= rows; record += 1) {
    const isRefused = variation === 'one-in-10000-refused' && record % 10_000 === 5_000;
    const isChanged = variation === 'half-changed' && record % 2 === 0;
    // Alternately an existing key, and an invalid day.
    const id = isRefused && record % 20_000 === 5_000 ? record - 1 : record;
    const hasNoSuchDay = isRefused && id === record;
    const isInvalid = variation === 'one-percent-invalid' && record % 100 === 50;
    const month = two(1 + random(12));
    const day = hasNoSuchDay
      ? '2024-02-30'
      : `20${10 + random(15)}-${month}-${two(1 + random(28))}`;
    const time = `${two(random(24))}:${two(random(60))}:${two(random(60))}.${100 + random(900)}`;
    const amount = `${random(100_000) + (isChanged ? 1 : 0)}.${1000 + random(9000)}`;
    const notes = `${words[random(8)] ?? ''} ${random(100)}`.replaceAll('"', '""');
    text +=
      `${id},Customer ${random(50_000)},${isInvalid ? 'unknown' : amount},${day},` +
      `20${10 + random(15)}-${month}-11T${time}Z,${random(2) === 0 ? 'true' : 'false'},` +
      `category-${two(random(20))},"${notes}"\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await finished(out);
}
