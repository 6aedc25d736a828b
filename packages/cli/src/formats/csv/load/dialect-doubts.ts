import type { DetectedDialect } from '@wdh/file-connector';
import { certainFrom } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { showMany } from '../../../table/show-values.js';
import type { LoadReadingOptions } from '../../input-format.js';
import { expectCertain } from '../expect-certain.js';

/**
 * Expects that the format of a file is certain, except for a delimiter that the columns of an
 * existing table can confirm: a file with a header and few records shows too little of it.
 *
 * @returns the error to throw if they do not; null if all is certain.
 * @throws WdhError `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data) that name the options that
 * decide
 */
export function delimiterDoubt(
  file: string,
  detected: DetectedDialect,
  options: LoadReadingOptions,
): WdhError | null {
  const { fieldCount, proposals } = detected;
  // Of an empty file, the reader says so.
  if (fieldCount === 0) return null;
  try {
    expectCertain(file, detected, options);
    return null;
  } catch (error) {
    const isOpen = error instanceof WdhError && error.code === 'DIALECT_UNCERTAIN';
    if (!isOpen || options.create || fieldCount < 2) throw error;
    expectCertain(file, detected, { ...options, delimiter: proposals.delimiter.value });
    return error;
  }
}

/**
 * Expects that a file is one table without a row of units and without a footer, since these would
 * be loaded as records.
 *
 * @throws WdhError `DIALECT_UNCERTAIN` (data)
 */
export function expectOneTable(file: string, { proposals }: DetectedDialect): void {
  const { secondTableLine, footerRecords, hasUnitsRow } = proposals;
  const found: string[] = [];
  if (secondTableLine.confidence < certainFrom) {
    const line = secondTableLine.value;
    found.push(line === null ? 'another table' : `another table from line ${line} on`);
  }
  if (hasUnitsRow.value) found.push('a row of units below its header');
  if (footerRecords.value > 0) found.push(`a footer of ${showMany(footerRecords.value, 'record')}`);
  if (found.length === 0) return;
  throw new WdhError(
    `${file} seems to contain ${found.join(', and ')}. Remove what is not a record, or give --keep-extra if all of it is.`,
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
