import { WdhError } from '@wdh/pipeline-core';
import type { Encoding } from '../../encoding/encoding.js';
import type { OptionNames } from '../../names/option-names.js';
import type { CsvDialectOptions } from './csv-dialect.js';

/** The options that a dialect consists of; each can be overridden in the options of `csvSource`. */
export interface CsvPreset extends CsvDialectOptions {
  readonly nullValues?: readonly string[] | undefined;
  readonly nullQuoted?: boolean | undefined;
  readonly encoding?: Encoding | undefined;
}

/** Options that may contain the name of a dialect. */
export interface PresetOptions extends CsvPreset {
  /**
   * The program whose files are read, as the name of one of `csvDialects`, or the options of a
   * dialect of your own. Options beside it override its options. Default: none, RFC 4180.
   */
  readonly dialect?: CsvDialectName | CsvPreset | undefined;
}

/** The names of {@link CsvPreset}. */
export const presetOptionNames: OptionNames<CsvPreset> = {
  delimiter: true,
  quote: true,
  escape: true,
  escapes: true,
  comment: true,
  indentedComments: true,
  newline: true,
  recordSeparator: true,
  trimBlanks: true,
  endMarker: true,
  nullValues: true,
  nullQuoted: true,
  encoding: true,
};

/**
 * The dialects of common programs, for the option `dialect` of `csvSource`:
 *
 * - `rfc4180`: commas and double quotes; a first line `sep=;` is an error.
 * - `excel`, `excel-semicolon`: files of Excel. `excel` follows a first line `sep=;`.
 * - `unicode-text`: Excel's Unicode Text, tabs in UTF-16.
 * - `tsv`: tabs and double quotes, as spreadsheets and Python write them.
 * - `mysql`: `SELECT … INTO OUTFILE` and `mysqldump --tab`; `mysql-enclosed`: with `ENCLOSED BY '"'`,
 *   where the unquoted word `NULL` is null too.
 * - `postgres-text`, `postgres-csv`: `COPY … TO` in its formats text and csv, also as psql scripts
 *   contain it, up to a line `\.`.
 */
export const csvDialects = {
  rfc4180: { delimiter: ',', quote: '"' },
  excel: {},
  'excel-semicolon': { delimiter: ';' },
  'unicode-text': { delimiter: '\t', encoding: 'utf-16le' },
  tsv: { delimiter: '\t', quote: '"' },
  mysql: {
    delimiter: '\t',
    quote: null,
    escapes: 'mysql',
    newline: '\n',
    nullValues: ['\\N'],
  },
  'mysql-enclosed': {
    delimiter: '\t',
    quote: '"',
    escapes: 'mysql',
    newline: '\n',
    nullValues: ['\\N', 'NULL'],
  },
  'postgres-text': {
    delimiter: '\t',
    quote: null,
    escapes: 'postgres',
    endMarker: '\\.',
    nullValues: ['\\N'],
  },
  'postgres-csv': { delimiter: ',', quote: '"', endMarker: '\\.', nullValues: [''] },
} as const satisfies Readonly<Record<string, CsvPreset>>;

/** The name of one of {@link csvDialects}. */
export type CsvDialectName = keyof typeof csvDialects;

/**
 * Replaces the option `dialect` by the options that it stands for. Options that are given override
 * them.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for an unknown name or option
 */
export function withPreset<Options extends PresetOptions>(
  options: Options,
): Omit<Options, 'dialect'> & CsvPreset {
  const { dialect, ...given } = options;
  if (dialect === undefined) return given;
  const preset = typeof dialect === 'string' ? presetOf(dialect) : dialect;
  expectPreset(preset);
  const { newline, recordSeparator, ...others } = preset;
  // An option that ends lines replaces the other one.
  const ends = options.newline === undefined && options.recordSeparator === undefined;
  return { ...given, ...others, ...(ends ? { newline, recordSeparator } : {}), ...defined(given) };
}

function presetOf(name: string): CsvPreset {
  const preset: CsvPreset | undefined = new Map<string, CsvPreset>(Object.entries(csvDialects)).get(
    name,
  );
  if (preset === undefined) {
    throw invalid(`must be one of ${Object.keys(csvDialects).join(', ')}, or an object of options`);
  }
  return preset;
}

function expectPreset(preset: unknown): asserts preset is CsvPreset {
  if (typeof preset !== 'object' || preset === null || Array.isArray(preset)) {
    throw invalid('must be a name or an object of options');
  }
  const known = Object.keys(presetOptionNames);
  const unknown = Object.keys(preset).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw invalid(`may contain only ${known.join(', ')}; found ${unknown.join(', ')}`);
  }
}

/** Keeps the options that have a value. */
function defined<Options extends object>(options: Options): Options {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Options;
}

function invalid(problem: string): WdhError {
  return new WdhError(`csvSource cannot start: dialect ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
