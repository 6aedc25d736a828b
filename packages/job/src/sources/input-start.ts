import {
  type Content,
  csvSource,
  detectFormat,
  type FileFormat,
  type ReadStatistics,
} from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { OpenOptions } from './job-source.js';

/** What is known of an input before its reader is chosen. */
export interface InputStart {
  /** Path, address without secrets, or `stdin`; a named member of an archive is behind a `#`. */
  readonly name: string;
  /** By the content, whatever the name. */
  readonly format: FileFormat;
  /**
   * The cells of the first record of delimited text with commas, which may be a header; a repeated or
   * empty one has a number. Empty for other formats, and for a file without a record.
   */
  readonly firstRecord: readonly string[];
}

/**
 * Reads the beginning of an input; a download is made here, with its progress.
 *
 * @throws WdhError the file errors of `csvSource`
 */
export async function inputStart(
  shared: Content,
  { encoding, onProgress }: OpenOptions,
  signal: AbortSignal | undefined,
): Promise<InputStart> {
  const content: Content = {
    name: shared.name,
    identify: (listener, until = signal) => shared.identify(listener, until),
    read: (listener, until = signal) =>
      shared.read((progress) => {
        listener(progress);
        onProgress?.(progress, nothingRead);
      }, until),
    close: () => Promise.resolve(),
  };
  const format = await detectFormat(content);
  const firstRecord = format === 'csv' ? await firstRecordOf(content, encoding) : [];
  return { name: content.name, format, firstRecord };
}

async function firstRecordOf(
  content: Content,
  encoding: OpenOptions['encoding'],
): Promise<readonly string[]> {
  const numbered = { duplicateHeaders: 'number', emptyHeaders: 'number' } as const;
  const source = csvSource(content, { encoding, ...numbered, batchSize: 1 });
  const batches = source.read()[Symbol.asyncIterator]();
  try {
    const first = await batches.next();
    return first.done === true ? [] : (first.value.columns ?? []);
  } catch (error) {
    // The reader that is chosen refuses it with its own advice.
    if (error instanceof WdhError && error.code.startsWith('CSV_')) return [];
    throw error;
  } finally {
    await batches.return?.();
  }
}

const nothingRead: ReadStatistics = {
  lines: 0,
  skippedLines: 0,
  headerLines: 0,
  recordLines: 0,
  blankLines: 0,
  commentLines: 0,
  footerLines: 0,
  byteOrderMarks: 0,
  records: 0,
  rows: 0,
  malformed: 0,
  repairs: { STRAY_QUOTE: 0, EXTRA_EMPTY_FIELDS: 0 },
  bytesRead: 0,
};
