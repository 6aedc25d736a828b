import { WdhError } from '@wdh/pipeline-core';
import type { LoadReadingOptions } from '../input-format.js';

/**
 * Returns the names of the columns of a file without a header, which the options give.
 *
 * @throws WdhError `COLUMNS_NOT_NAMED` (usage)
 */
export function namesWithoutHeader(
  file: string,
  fieldCount: number,
  { columns, header, into }: LoadReadingOptions,
): readonly string[] {
  if (columns === undefined) {
    const found = header === false ? 'has no header' : 'seems to have no header';
    const otherwise = header === false ? '' : ' If its first record is one, give --header.';
    throw notNamed(
      `${file} ${found}: name its ${fieldCount} columns with --columns, as in ${into} or with --rename.${otherwise}`,
    );
  }
  if (fieldCount > 0 && columns.length !== fieldCount) {
    throw notNamed(
      `${file} has ${fieldCount} columns, and --columns names ${columns.length}. Name each column in the order of the file; --omit leaves one out.`,
    );
  }
  return columns.map(({ name }) => name);
}

function notNamed(summary: string): WdhError {
  return new WdhError(summary, { code: 'COLUMNS_NOT_NAMED', category: 'usage' });
}
