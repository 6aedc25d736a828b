import { certainFrom } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { showMany } from '../../table/show-values.js';
import type { LoadReadingOptions } from '../input-format.js';
import type { TableSurroundings } from './table-notes.js';

/**
 * Expects that a file is one table without a row of units and without a footer, since these would
 * be loaded as records.
 *
 * @throws WdhError `DIALECT_UNCERTAIN` (data)
 */
export function expectOneTable(
  file: string,
  surroundings: TableSurroundings,
  options: LoadReadingOptions,
): void {
  const { skipAfterHeader, footer, footerRows } = options;
  if (options.keepExtra) return;
  const { secondTableLine, footerRecords, hasUnitsRow } = surroundings;
  const { headerRows } = surroundings;
  const found: string[] = [];
  const ways: string[] = [];
  if (secondTableLine !== undefined && secondTableLine.confidence < certainFrom) {
    const line = secondTableLine.value;
    found.push(line === null ? 'another table' : `another table from line ${line} on`);
  }
  if (headerRows.value > 1 && options.headerRows === undefined) {
    found.push(`a header of ${headerRows.value} rows`);
    ways.push(`--header-rows ${headerRows.value}`);
  }
  if (hasUnitsRow.value && skipAfterHeader === undefined) {
    found.push('a row of units below its header');
    ways.push('--skip-after-header 1');
  }
  if (footerRecords.value > 0 && footer === undefined && footerRows === undefined) {
    found.push(`a footer of ${showMany(footerRecords.value, 'record')}`);
    ways.push(`--footer-rows ${footerRecords.value}`);
  }
  if (found.length === 0) return;
  throw new WdhError(
    `${file} seems to contain ${found.join(', and ')}. ${ways.length === 0 ? 'Remove what is not a record, or give' : `Give ${ways.join(' ')}, or`} --keep-extra if all of it is.`,
    { code: 'DIALECT_UNCERTAIN', category: 'data' },
  );
}

/** Creates the error for a file whose first record may be its header or data. */
export function headerDoubt(file: string): WdhError {
  return new WdhError(
    `Whether the first record of ${file} names its columns cannot be detected with certainty. Give --header if it does, or --no-header with --columns.`,
    { code: 'DIALECT_UNCERTAIN', category: 'data' },
  );
}
