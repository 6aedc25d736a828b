import { profileFile } from '@wdh/file-connector';
import { showMark } from '../../reading/parse-reading-values.js';
import { showMany } from '../../table/show-values.js';
import type { InputFormat } from '../input-format.js';
import type { CsvReading } from './csv-reading.js';
import { describeCsv, describeNulls } from './describe-csv.js';
import { detectCsv } from './detect-csv.js';
import { fitCells } from './fit-cells.js';
import { inspectCsv } from './inspect-csv.js';
import { openCsv } from './open-csv.js';

/** CSV, with any delimiter. */
export const csvFormat: InputFormat<CsvReading> = {
  name: 'csv',
  detect: detectCsv,
  inspect: inspectCsv,
  profile: (input, { reading: { format: _, ...dialect }, encoding, columns }, options) =>
    profileFile(input, {
      ...dialect,
      ...options,
      encoding,
      // Only a column of text stores an empty text.
      nullValues: [...new Set(['', ...dialect.nullValues])],
      ...(dialect.hasHeader ? {} : { columns }),
    }),
  open: openCsv,
  fit: fitCells,
  describe: describeCsv,
  describeNulls,
  describeProfile(profile) {
    if (profile.format !== 'csv') return profile.format;
    const { delimiter, quote, escape, comment } = profile.dialect;
    const skipped = profile.readOptions.skipLines ?? 0;
    return [
      `CSV, ${profile.encoding}`,
      `delimiter ${showMark(delimiter)}`,
      `quote ${showMark(quote)}`,
      ...(escape === null ? [] : [`escape ${escape}`]),
      ...(comment === null ? [] : [`comment ${comment}`]),
      ...(skipped === 0 ? [] : [`${showMany(skipped, 'line')} skipped`]),
      profile.hasHeader ? 'with header' : 'without header',
    ].join(', ');
  },
};
