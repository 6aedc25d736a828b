import type {
  Content,
  CsvFileProfile,
  Encoding,
  ExcelFileProfile,
  JsonFileProfile,
  JsonLinesFileProfile,
  ReadProgress,
  ReadStatistics,
  SourceInput,
} from '@wdh/file-connector';
import type { OpenOptions } from '@wdh/job';
import type { PipelineStep, RowSource, WdhError } from '@wdh/pipeline-core';
import type { ReadingOptions } from '../reading/reading-options.js';
import type { LoadColumn } from './load-column.js';

/** The profile of a file of any format. */
export type AnyFileProfile =
  CsvFileProfile | ExcelFileProfile | JsonFileProfile | JsonLinesFileProfile;

/** How a file is read, as JSON; `format` says which {@link InputFormat} reads it. */
export interface AnyReading {
  readonly format: string;
}

/** How a file is read, and what its reading needs besides. */
export interface KnownReading<Reading extends AnyReading> {
  readonly reading: Reading;
  /** Undefined: that of its byte order mark, or UTF-8. */
  readonly encoding?: Encoding | undefined;
  /** The columns of a file that does not name them. */
  readonly columns?: readonly string[] | undefined;
}

/** A detected reading. */
export interface DetectedReading<Reading extends AnyReading> extends KnownReading<Reading> {
  /** What is not certain, but does not change the cells. */
  readonly notes: readonly string[];
}

/** What is known about a file before its rows are loaded. */
export interface InspectedInput<Reading extends AnyReading> extends KnownReading<Reading> {
  /** The names of its columns, in its order. */
  readonly names: readonly string[];
  /** False: the names may be the values of a file without a header, and must not be shown. */
  readonly areNamesCertain: boolean;
  /** What is not certain unless the names are those of the table; null if all is. */
  readonly doubt: WdhError | null;
}

/** What a load says about its file, besides how it is read. */
export interface LoadReadingOptions extends ReadingOptions {
  readonly into: string;
  readonly create: boolean;
  readonly columns?: readonly { readonly name: string }[];
  /** How an empty cell is read: see the options of `wdh load`. */
  readonly empty: 'by-quotes' | 'null' | 'text';
  /** Whether rows that look like units, a footer or another table are records. */
  readonly keepExtra: boolean;
  readonly errorThreshold?: number;
}

/** Who follows the reading of a whole file. */
export interface ProfileOptions {
  readonly signal: AbortSignal;
  readonly maxConsecutiveMalformed?: number | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  readonly onBatch?: ((statistics: ReadStatistics) => void) | undefined;
}

/** How a job declares that it reads such files: a call of a function of `@wdh/job`. */
export interface SourceDeclaration {
  readonly maker: 'csv' | 'excel' | 'json' | 'jsonLines';
  /** Its options that differ from the defaults, in the order in which they are written. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The formats of its cells, by the names of the columns in the file. */
  readonly formats: Readonly<Record<string, string>>;
  /** Whether the file names its columns. */
  readonly hasHeader: boolean;
  /** For people, such as `CSV, delimiter ";"`. */
  readonly title: string;
}

/** What the commands need of a format of files. */
export interface InputFormat<Reading extends AnyReading> {
  readonly name: Reading['format'];

  /** What such a file is, for messages: `JSON Lines`. */
  readonly title: string;

  /** The options that apply, besides those of every format. */
  readonly takes: readonly (keyof ReadingOptions)[];

  /** Whether its rows have cells of text, or values of JSON. */
  readonly values: 'cells' | 'json';

  /**
   * Finds out how a file is read, for a report. What the options say is not guessed.
   *
   * @param name - Names the file in messages.
   * @throws WdhError (data) that names the options that decide; `USAGE` for an option of another
   * format; the file errors of the reader
   */
  detect(
    input: SourceInput,
    name: string,
    options: ReadingOptions,
  ): Promise<DetectedReading<Reading>>;

  /** Finds out how a file is loaded, and its columns; throws as {@link InputFormat.detect}. */
  inspect(
    input: Content,
    options: LoadReadingOptions,
    signal: AbortSignal,
  ): Promise<InspectedInput<Reading>>;

  /** Reads the whole file, for the types of its columns. */
  profile(
    input: SourceInput,
    known: KnownReading<Reading>,
    options: ProfileOptions,
  ): Promise<AnyFileProfile>;

  /** Opens a file for a load: its rows have the names of {@link rowNames}. */
  open(
    input: SourceInput,
    reading: Reading,
    columns: readonly LoadColumn[],
    how: OpenOptions,
  ): RowSource<object>;

  /** Creates the step that makes the rows fit the table; null if it has nothing to do. */
  fit(columns: readonly LoadColumn[]): PipelineStep<object, object> | null;

  /** Describes how a file is read, in a line. */
  describe(reading: Reading, encoding: Encoding | undefined): string;

  /** Describes which values are null. */
  describeNulls(reading: Reading): string;

  /** Describes how a profiled file was read, in a line. */
  describeProfile(profile: AnyFileProfile): string;

  /** Returns how a job declares a profiled file. */
  declare(profile: AnyFileProfile): SourceDeclaration;

  /** Opens a file as it was profiled. */
  reopen(input: SourceInput, profile: AnyFileProfile): RowSource<object>;
}
