import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { pseudoRandom } from '../pseudo-random.js';
import type { Shape } from './shape.js';

/** Writes a CSV file of `rows` records of a shape: the same ones every time. */
export async function writeShape(
  path: string,
  rows: number,
  { columns }: Pick<Shape, 'columns'>,
): Promise<void> {
  const out = createWriteStream(path);
  const random = pseudoRandom(42);
  let text = `${columns.map(({ name }) => name).join()}\n`;
  for (let record = 1; record <= rows; record += 1) {
    text += `${columns.map(({ cell }) => cell(random, record)).join()}\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await finished(out);
}
