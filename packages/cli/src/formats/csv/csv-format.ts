import { type CsvFileProfile, csvSource, profileFile } from '@wdh/file-connector';
import type { AnyFileProfile, InputFormat } from '../input-format.js';
import { cellFormats } from '../tables/cell-formats.js';
import { describeNulls } from '../tables/describe-nulls.js';
import { fitCells } from '../tables/fit-cells.js';
import { optionsOfTables } from '../tables/options-of-tables.js';
import type { CsvReading } from './csv-reading.js';
import { declareCsv } from './declare-csv.js';
import { describeCsv, describeDialect } from './describe-csv.js';
import { detectCsv } from './detect-csv.js';
import { inspectCsv } from './load/inspect-csv.js';
import { openCsv } from './open-csv.js';

/** CSV, with any delimiter. */
export const csvFormat: InputFormat<CsvReading> = {
  name: 'csv',
  title: 'CSV',
  takes: [
    ...optionsOfTables,
    'dialect',
    'delimiter',
    'quote',
    'escape',
    'comment',
    'recordSeparator',
    'trim',
    'trailingDelimiter',
  ],
  values: 'cells',
  detect: detectCsv,
  inspect: inspectCsv,
  profile: (input, { reading: { format: _, formats, ...dialect }, encoding, columns }, options) =>
    profileFile(input, {
      ...dialect,
      ...options,
      encoding,
      formats: cellFormats(formats),
      // Only a column of text stores an empty text.
      nullValues: [...new Set(['', ...dialect.nullValues])],
      ...(dialect.hasHeader ? {} : { columns }),
    }),
  open: openCsv,
  fit: fitCells,
  describe: describeCsv,
  describeNulls,
  describeProfile: (profile) => describeDialect(csvProfile(profile)),
  declare: (profile) => declareCsv(csvProfile(profile)),
  reopen: (input, profile) => csvSource(input, csvProfile(profile).readOptions),
};

function csvProfile(profile: AnyFileProfile): CsvFileProfile {
  if (profile.format === 'csv') return profile;
  throw new TypeError(`${profile.name} was not profiled as CSV.`);
}
