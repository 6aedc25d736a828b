import { WdhError } from '@wdh/pipeline-core';
import { contentNotSupported } from '../compression/compression-errors.js';
import { separatorLine } from './dialect/separator-line.js';
import type { RecordSplitterOptions } from './records/record-splitter.js';
import type { BatchAssemblerOptions } from './rows/batch-assembler.js';

/** How records are read and made into rows. */
export type ReadBatchesOptions = BatchAssemblerOptions &
  RecordSplitterOptions & {
    /** The delimiter that the caller has named; undefined where the file may name it. */
    readonly givenDelimiter?: string | undefined;
  };

/** A header is never an object of JSON, nor a list of such. */
const json = /^\uFEFF?\s*(?:\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*[[{])/;

/**
 * Completes the options by what the first characters of the text say: a line `sep=;` names the
 * delimiter, and is then skipped and counted as such. With `skipLines` the caller has taken charge
 * of the first lines.
 *
 * @throws WdhError `DELIMITER_CONTRADICTED` (data) when the line names another delimiter than the
 *   option; `CONTENT_NOT_SUPPORTED` (file) for JSON
 */
export function settledOptions(head: string, options: ReadBatchesOptions): ReadBatchesOptions {
  const { skipLines, hasHeader, path, givenDelimiter, dialect } = options;
  if (skipLines > 0) return options;
  if (hasHeader && json.test(head)) throw contentNotSupported(path, 'json');
  const delimiter = separatorLine(head);
  if (delimiter === null) return options;
  if (givenDelimiter !== undefined && givenDelimiter !== delimiter) {
    throw new WdhError(
      `${path} names another delimiter in its first line, sep=, than the option delimiter does. Leave the option out, or skip the line with skipLines: 1.`,
      { code: 'DELIMITER_CONTRADICTED', category: 'data', lineNumber: 1 },
    );
  }
  return { ...options, dialect: { ...dialect, delimiter }, skipLines: 1 };
}
