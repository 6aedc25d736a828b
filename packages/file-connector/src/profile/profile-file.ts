import { completeOptions, type CsvSourceOptions } from '../csv/csv-source-options.js';
import type { CsvDialect } from '../csv/dialect/csv-dialect.js';
import { withPreset } from '../csv/dialect/presets.js';
import { separatorLineLength } from '../csv/dialect/separator-line.js';
import { readBatchesOf } from '../csv/read-batches.js';
import { settledOptions } from '../csv/settled-options.js';
import type { TextPiece } from '../encoding/decoded-text.js';
import type { Encoding } from '../encoding/encoding.js';
import { withHeadText } from '../encoding/with-head-text.js';
import type { SourceInput } from '../input/content.js';
import { withoutOrigin } from '../input/origin-options.js';
import { textInput } from '../resolve/text-input.js';
import { cellRows } from '../rows/row-factory.js';
import { ReadTally } from '../tally/read-tally.js';
import { type FileProfile, fileProfile } from './file-profile.js';
import { MalformedLines } from './malformed-lines.js';
import type { ProfileListener } from './profile-listener.js';
import { RowProfiler } from './row-profiler.js';

/** The profile of a CSV file. */
export interface CsvFileProfile extends FileProfile {
  readonly format: 'csv';
  /** The dialect by which it was read. */
  readonly dialect: CsvDialect;
  /** Whether its first record names the columns. */
  readonly hasHeader: boolean;
  /** The options by which `csvSource` reads the cells as they were profiled. */
  readonly readOptions: CsvSourceOptions;
}

/** Few rows at a time: the cells of a batch are in memory, and a file may have many columns. */
const batchSize = 100;

/** Options of {@link profileFile}. */
export interface ProfileFileOptions extends CsvSourceOptions, ProfileListener {}

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
): Promise<CsvFileProfile> {
  const { signal, onBatch, onProgress, ...given } = withPreset(options);
  const nullValues = given.nullValues ?? [''];
  const settings = completeOptions({ batchSize, ...given, nullValues });
  const text = textInput(input, { ...given, onProgress });
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
  const malformed = new MalformedLines();
  try {
    for await (const batch of readBatchesOf(observed(), all, tally, cellRows)) {
      if (batch.columns !== undefined) profiler.begin(batch.columns);
      profiler.add(batch.rows);
      malformed.add(batch.rejected);
      onBatch?.(tally.snapshot());
    }
  } finally {
    await text.close();
  }
  const { columns, areEmptiesNull } = profiler.finish(nullValues.includes(''));
  return {
    ...fileProfile(text.name, encoding, tally.snapshot(), malformed, columns),
    format: 'csv',
    dialect,
    hasHeader: settings.hasHeader,
    readOptions: {
      ...withoutOrigin(given),
      encoding,
      nullValues,
      ...(areEmptiesNull ? { nullQuoted: true } : {}),
    },
  };
}
