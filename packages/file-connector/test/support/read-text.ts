import type { RejectedRow } from '@wdh/pipeline-core';
import { completeOptions, type CsvSourceOptions } from '../../src/csv/csv-source-options.js';
import { readBatches } from '../../src/csv/read-batches.js';
import { type ReadStatistics, ReadTally } from '../../src/csv/read-tally.js';
import { decodedText } from '../../src/encoding/decoded-text.js';

/** The complete output of a CSV source for a text. */
export interface ReadText {
  readonly rows: Record<string, string | null>[];
  readonly rowNumbers: (number | null)[];
  readonly lineNumbers: (number | null)[];
  readonly rejected: RejectedRow[];
  readonly batchSizes: number[];
  readonly statistics: ReadStatistics;
}

/** Reads CSV that arrives in the given pieces. */
export async function readText(
  pieces: string | readonly (string | Uint8Array)[],
  options: CsvSourceOptions = {},
): Promise<ReadText> {
  const settings = { path: 'test.csv', ...completeOptions(options) };
  const tally = new ReadTally();
  const all: Omit<ReadText, 'statistics'> = {
    rows: [],
    rowNumbers: [],
    lineNumbers: [],
    rejected: [],
    batchSizes: [],
  };
  const list = typeof pieces === 'string' ? [pieces] : pieces;
  const text = decodedText(buffers(list), options.encoding, settings.path);
  for await (const batch of readBatches(text, settings, tally)) {
    all.rows.push(...batch.rows);
    all.rowNumbers.push(...batch.rowNumbers);
    all.lineNumbers.push(...batch.lineNumbers);
    all.rejected.push(...batch.rejected);
    all.batchSizes.push(batch.rows.length + batch.rejected.length);
  }
  return { ...all, statistics: tally.snapshot() };
}

/** Splits bytes at the given positions, which may be in any order and out of range. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length];
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).map((cut, index) => bytes.slice(cuts[index], cut));
}

// eslint-disable-next-line @typescript-eslint/require-await -- the source is an asynchronous iterable
async function* buffers(pieces: readonly (string | Uint8Array)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece as Uint8Array);
}
