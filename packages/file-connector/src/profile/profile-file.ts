import type { RejectedRow } from '@wdh/pipeline-core';
import { completeOptions, type CsvSourceOptions } from '../csv/csv-source-options.js';
import type { CsvDialect } from '../csv/dialect/csv-dialect.js';
import { separatorLineLength } from '../csv/dialect/separator-line.js';
import { readBatches } from '../csv/read-batches.js';
import { type ReadStatistics, ReadTally } from '../csv/read-tally.js';
import { settledOptions } from '../csv/settled-options.js';
import type { TextPiece } from '../encoding/decoded-text.js';
import type { Encoding } from '../encoding/encoding.js';
import { withHeadText } from '../encoding/with-head-text.js';
import type { SourceInput } from '../input/content.js';
import { textInput } from '../input/text-input.js';
import type { FileColumn } from './column-profiler.js';
import { proposedKey } from './proposed-key.js';
import { RowProfiler } from './row-profiler.js';

/** A record that could not be read. */
export interface MalformedLine {
  readonly lineNumber: number | null;
  readonly code: string;
}

/** What a whole file contains. */
export interface FileProfile {
  /** Path or name of the input. */
  readonly name: string;
  readonly format: 'csv' | 'json-lines';
  readonly encoding: Encoding;
  /** The dialect by which it was read; null for JSON Lines. */
  readonly dialect: CsvDialect | null;
  /** Whether its first record names the columns; true for JSON Lines. */
  readonly hasHeader: boolean;
  readonly statistics: ReadStatistics;
  /** Well-formed records, without the header. */
  readonly rows: number;
  readonly malformed: {
    readonly count: number;
    /** The first ten of them, without their text. */
    readonly first: readonly MalformedLine[];
  };
  /** In the order of the file. */
  readonly columns: readonly FileColumn[];
  /** The columns whose values are all present and different. */
  readonly candidateKeys: readonly string[];
  /** The candidate to propose as primary key; null where none identifies a row. */
  readonly proposedKey: string | null;
  /** The options by which `csvSource` reads the cells as they were profiled. */
  readonly readOptions: CsvSourceOptions;
}

/** Options of {@link profileFile}. */
export interface ProfileFileOptions extends CsvSourceOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a whole CSV file and returns what it contains: for each column the narrowest type of
 * PostgreSQL that stores every cell without loss, nulls, distinct values, range and length. Nothing
 * is guessed from a sample, and the dialect is not detected: see `detectDialect`.
 *
 * `nullValues` is `['']` by default: an empty cell is null. If the file has cells `""` and no empty
 * cell without quotes, `""` is null too; otherwise it is an empty text.
 *
 * Memory stays bounded for a file of any size and width. Hashes of 64 bits count distinct values: a
 * repeated value is always found, and two values of a million have the same hash once in 30 million
 * files.
 *
 * @throws WdhError those of `csvSource`
 * @example const { rows, columns } = await profileFile('strikes.csv');
 */
export async function profileFile(
  input: SourceInput,
  options: ProfileFileOptions = {},
): Promise<FileProfile> {
  const { signal, ...given } = options;
  const nullValues = given.nullValues ?? [''];
  const settings = completeOptions({ ...given, nullValues });
  const text = textInput(input, given);
  const tally = new ReadTally();
  const pieces = text.read((bytesRead) => {
    tally.bytesRead = bytesRead;
  }, signal);
  const all = { path: text.name, givenDelimiter: given.delimiter, ...settings };
  let encoding: Encoding = given.encoding ?? 'utf-8';
  let { dialect } = settings;
  async function* observed(): AsyncGenerator<TextPiece> {
    let isFirst = true;
    for await (const piece of withHeadText(pieces, separatorLineLength)) {
      if (isFirst) ({ dialect } = settledOptions(piece.text, all));
      isFirst = false;
      ({ encoding } = piece);
      yield piece;
    }
  }
  const profiler = new RowProfiler();
  const first: MalformedLine[] = [];
  for await (const batch of readBatches(observed(), all, tally)) {
    if (batch.columns !== undefined) profiler.begin(batch.columns);
    profiler.add(batch.rows);
    first.push(...batch.rejected.slice(0, mostMalformedShown - first.length).map(malformedLine));
  }
  const { columns, areEmptiesNull } = profiler.finish(nullValues.includes(''));
  const statistics = tally.snapshot();
  return {
    name: text.name,
    format: 'csv',
    encoding,
    dialect,
    hasHeader: settings.hasHeader,
    statistics,
    rows: statistics.rows,
    malformed: { count: statistics.malformed, first },
    columns,
    candidateKeys: columns.filter(({ isUnique }) => isUnique === true).map(({ name }) => name),
    proposedKey: proposedKey(columns, statistics.rows),
    readOptions: {
      ...given,
      encoding,
      nullValues,
      ...(areEmptiesNull ? { nullQuoted: true } : {}),
    },
  };
}

const mostMalformedShown = 10;

const malformedLine = ({ lineNumber, code }: RejectedRow): MalformedLine => ({
  lineNumber: lineNumber ?? null,
  code,
});
