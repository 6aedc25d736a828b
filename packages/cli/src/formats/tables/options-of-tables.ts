import type { ReadingOptions } from '../../reading/reading-options.js';

/** The options for a table of cells, in a CSV file or in a sheet. */
export const optionsOfTables = [
  'skipLines',
  'header',
  'headerRows',
  'fillHeader',
  'numberHeaders',
  'skipAfterHeader',
  'footerRows',
  'footer',
  'null',
] as const satisfies readonly (keyof ReadingOptions)[];
