import type { RunOptions } from '../../options/run-options.js';
import type { ReadingOptions } from '../../reading/reading-options.js';
import type { ColumnOption } from './parse-load-values.js';

/** How an empty cell of a CSV file is read; see {@link LoadOptions}. */
export const emptyRules = ['by-quotes', 'null', 'text'] as const;

/** The options of `wdh load`. */
export interface LoadOptions extends Omit<RunOptions, 'encoding'>, ReadingOptions {
  readonly into: string;
  readonly create: boolean;
  readonly yes: boolean;
  /** False: the created table has no primary key. */
  readonly key?: readonly string[] | false;
  readonly columns?: readonly ColumnOption[];
  /** New names by the names in the file. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Columns of the file that are not loaded. */
  readonly omit?: readonly string[];
  /**
   * `by-quotes`: an empty cell is null, and `""` is an empty text where the type of its column has
   * one. `null`: quoted cells are null like others, also those of `--null`. `text`: an empty text
   * where the type has one. Default `by-quotes`.
   */
  readonly empty: (typeof emptyRules)[number];
  /** Whether rows that look like units, a footer or another table are records. */
  readonly keepExtra: boolean;
  readonly summaryFile?: string;
  readonly rejectsFile?: string;
}
