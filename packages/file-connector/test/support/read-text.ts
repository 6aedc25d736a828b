import type { RejectedRow } from '@wdh/pipeline-core';
import { expect } from 'vitest';
import { completeOptions, type CsvSourceOptions } from '../../src/csv/csv-source-options.js';
import { readBatches } from '../../src/csv/read-batches.js';
import type { PlainReading } from '../../src/csv/records/plain/plain-reader.js';
import { RecordSplitter } from '../../src/csv/records/record-splitter.js';
import { BatchAssembler } from '../../src/csv/rows/batch-assembler.js';
import type { TextPiece } from '../../src/encoding/decoded-text.js';
import { detectEncoding } from '../../src/encoding/detect-encoding.js';
import type { Encoding } from '../../src/encoding/encoding.js';
import { pieceDecoder } from '../../src/encoding/piece-decoder.js';
import { namedRows } from '../../src/rows/row-factory.js';
import { type ReadStatistics, ReadTally } from '../../src/tally/read-tally.js';

/** The complete output of a CSV source for a text. */
export interface ReadText {
  readonly rows: Record<string, string | null>[];
  readonly rowNumbers: (number | null)[];
  readonly lineNumbers: (number | null)[];
  readonly rejected: RejectedRow[];
  readonly batchSizes: number[];
  readonly statistics: ReadStatistics;
}

const path = 'test.csv';

/** A line above a text, for `skipLines`: the first characters of a file are read in one piece. */
export const longTitle = `${'title'.repeat(20)}\n`;

/**
 * Reads CSV that arrives in the given pieces: as `csvSource` does, by the general way alone, and
 * with every plain record read by the faster way. Expects the same outcome of all, also of an error.
 */
export async function readText(
  pieces: string | readonly (string | Uint8Array)[],
  options: CsvSourceOptions = {},
): Promise<ReadText> {
  const outcomeOf = (plainReading: PlainReading): Promise<unknown> =>
    readTextBy(plainReading, pieces, options).catch((error: unknown) => error);
  const judged = readTextBy('judged', pieces, options);
  const outcome = await judged.catch((error: unknown) => error);
  expect(await outcomeOf('off')).toEqual(outcome);
  expect(await outcomeOf('unjudged')).toEqual(outcome);
  return judged;
}

async function readTextBy(
  plainReading: PlainReading,
  pieces: string | readonly (string | Uint8Array)[],
  options: CsvSourceOptions,
): Promise<ReadText> {
  const settings = { path, ...completeOptions(options), plainReading };
  const tally = new ReadTally();
  const all: Omit<ReadText, 'statistics'> = {
    rows: [],
    rowNumbers: [],
    lineNumbers: [],
    rejected: [],
    batchSizes: [],
  };
  const list = typeof pieces === 'string' ? [pieces] : pieces;
  const text = textIn(list, options.encoding);
  for await (const batch of readBatches(text, settings, tally)) {
    all.rows.push(...batch.rows);
    all.rowNumbers.push(...batch.rowNumbers);
    all.lineNumbers.push(...batch.lineNumbers);
    all.rejected.push(...batch.rejected);
    all.batchSizes.push(batch.rows.length + batch.rejected.length);
  }
  return { ...all, statistics: tally.snapshot() };
}

/**
 * Splits and assembles text in exactly these pieces. {@link readText} joins the first bytes of a
 * file to one piece, which is the whole of a short text.
 */
export function readPieces(
  pieces: readonly string[],
  options: CsvSourceOptions,
  plainReading: PlainReading = 'judged',
): Omit<ReadText, 'batchSizes'> {
  const settings = { path: 'test.csv', ...completeOptions(options), plainReading };
  const tally = new ReadTally();
  const splitter = new RecordSplitter(settings, tally);
  const assembler = new BatchAssembler(settings, tally, namedRows);
  const batches = [...pieces, ''].flatMap((piece, index) => [
    ...assembler.take(splitter.split(piece, index === pieces.length), 'utf-8', false),
  ]);
  batches.push(...assembler.end());
  return {
    rows: batches.flatMap(({ rows }) => rows),
    rowNumbers: batches.flatMap(({ rowNumbers }) => rowNumbers),
    lineNumbers: batches.flatMap(({ lineNumbers }) => lineNumbers),
    rejected: batches.flatMap(({ rejected }) => rejected),
    statistics: tally.snapshot(),
  };
}

/** Splits a text at the given positions, as {@link cutAt} does bytes. */
export function cutText(text: string, places: readonly number[]): string[] {
  const cuts = [0, ...places.map((place) => place % (text.length + 1)), text.length];
  cuts.sort((one, two) => one - two);
  return cuts.slice(1).map((cut, index) => text.slice(cuts[index], cut));
}

/** Splits bytes at the given positions, which may be in any order and out of range. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length];
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).map((cut, index) => bytes.slice(cuts[index], cut));
}

/** Decodes each piece on its own, as a file is read, but also the first ones. */
// eslint-disable-next-line @typescript-eslint/require-await -- the source is an asynchronous iterable
async function* textIn(
  pieces: readonly (string | Uint8Array)[],
  wanted: Encoding | undefined,
): AsyncGenerator<TextPiece> {
  const buffers = pieces.map((piece) => Buffer.from(piece as Uint8Array));
  const encoding = detectEncoding(Buffer.concat(buffers), wanted, path);
  const decoder = pieceDecoder(encoding);
  for (const piece of buffers) {
    const text = decoder.decode(piece);
    yield { text, encoding, hasSeenUndecodable: decoder.hasSeenUndecodable, isLast: false };
  }
  const text = decoder.end();
  yield { text, encoding, hasSeenUndecodable: decoder.hasSeenUndecodable, isLast: true };
}
