import type { DetectedDialect } from '@wdh/file-connector';
import { certainFrom } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';

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
  if (footerRecords.value > 0) found.push(`a footer, its last ${footerRecords.value} records`);
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
