import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const phrases = [
  'bird struck',
  'left engine',
  'during approach',
  'runway inspection',
  'no damage',
  'said "mayday"',
  'returned, landed safely',
  'crew reported',
];

/** Faults in the generated file. */
export interface Faults {
  /** Every n-th record has one field too many. */
  readonly malformedEvery?: number;
  /** This record opens a quote that is never closed. */
  readonly neverClosedAt?: number;
}

/** Writes about `sizeBytes` of CSV: 8 columns, the last one quoted free text. */
export async function writeBigCsv(
  path: string,
  sizeBytes: number,
  faults: Faults = {},
): Promise<void> {
  const out = createWriteStream(path);
  const random = pseudoRandom(42);
  let text = 'id,flight_date,airport,operator,species,cost,speed,notes\n';
  let written = 0;
  for (let record = 1; written + text.length < sizeBytes; record += 1) {
    const words = Array.from({ length: 2 + random(4) }, () => phrases[random(phrases.length)]);
    const notes = words.join(' ').replaceAll('"', '""');
    const extra = record % (faults.malformedEvery ?? Infinity) === 0 ? ',extra' : '';
    const close = record === faults.neverClosedAt ? '' : '"';
    text +=
      `${record},20${10 + random(10)}-0${1 + random(9)}-1${random(10)},AIRPORT ${random(5000)},` +
      `OPERATOR ${random(300)},Species ${random(900)},${random(100_000)}.${10 + random(90)},` +
      `${random(400)},"${notes}${close}${extra}\n`;
    if (text.length < 1 << 20) continue;
    written += text.length;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await finished(out);
}

/** Writes rows of 8 columns that are all keys: most hashes, and every cell another value. */
export async function writeKeysCsv(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  let text = 'id,code,amount,day_time,moment,uid,serial,title\n';
  for (let row = 1; row <= rows; row += 1) {
    const hex = row.toString(16).padStart(12, '0');
    const at = new Date(1_000_000_000_000 + row * 1000).toISOString();
    text +=
      `${row},C-${row},${row}.25,${at.slice(0, 19)},${at},0f8fad5b-d9cb-469f-a165-${hex},` +
      `${10_000_000_000 + row},"title, of ${row}"\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await finished(out);
}

/** Writes rows of 1,600 columns of whole numbers. */
export async function writeWideCsv(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  const columns = Array.from({ length: 1600 }, (_, at) => at);
  out.write(`${columns.map((at) => `c${at}`).join(',')}\n`);
  for (let row = 1; row <= rows; row += 1) {
    const line = `${columns.map((at) => (at * row * 7919) % 100_003).join(',')}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

/** A linear congruential generator: the same file every time. */
function pseudoRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
