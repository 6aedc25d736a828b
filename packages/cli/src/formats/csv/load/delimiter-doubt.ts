import type { DetectedDialect } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
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
