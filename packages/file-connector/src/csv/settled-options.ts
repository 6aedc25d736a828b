import { WdhError } from '@wdh/pipeline-core';
import { contentNotSupported } from '../compression/compression-errors.js';
import { hasNewlines } from './dialect/newline.js';
import { separatorLine } from './dialect/separator-line.js';
import type { RecordSplitterOptions } from './records/record-splitter-options.js';
import type { BatchAssemblerOptions } from './rows/batch-assembler-options.js';

/** The completed options for reading records and creating rows. */
export type ReadBatchesOptions = BatchAssemblerOptions &
  RecordSplitterOptions & {
    /** The delimiter given by the caller; undefined where the file may name it. */
    readonly givenDelimiter?: string | undefined;
  };

/** A header is never a JSON object, or a list of objects. */
const json = /^\uFEFF?\s*(?:\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*[[{])/;

/**
 * Completes the options from the first characters of the text: a line `sep=;` names the delimiter,
 * and is skipped and counted as skipped. With `skipLines`, the first lines are not examined.
 *
 * @throws WdhError `DELIMITER_CONTRADICTED` (data) when the line names another delimiter than the
 * option; `CONTENT_NOT_SUPPORTED` (file) for JSON
 */
export function settledOptions(head: string, options: ReadBatchesOptions): ReadBatchesOptions {
  const { skipLines, hasHeader, path, givenDelimiter, dialect } = options;
  if (skipLines > 0) return options;
  if (hasHeader && json.test(head)) throw contentNotSupported(path, 'json');
  const delimiter = hasNewlines(dialect.newline) ? separatorLine(head) : null;
  if (delimiter === null) return options;
  if (givenDelimiter !== undefined && givenDelimiter !== delimiter) {
    throw new WdhError(
      `${path} names another delimiter in its first line, sep=, than the option delimiter does. Omit the option, or skip the line with skipLines: 1.`,
      { code: 'DELIMITER_CONTRADICTED', category: 'data', lineNumber: 1 },
    );
  }
  return { ...options, dialect: { ...dialect, delimiter }, skipLines: 1 };
}
