import {
  type Content,
  csvSource,
  detectFormat,
  type FileFormat,
  jsonLinesSource,
  jsonSource,
  type ReadStatistics,
} from '@wdh/file-connector';
import { type RowSource, WdhError } from '@wdh/pipeline-core';
import type { OpenOptions } from './job-source.js';

/** What is known of an input before its reader is chosen. */
export interface InputStart {
  /** Path, address without secrets, or `stdin`; a named member of an archive is behind a `#`. */
  readonly name: string;
  /**
   * Of an archive: the name that it gives to the file that is read, which may be any text, so not for
   * messages.
   */
  readonly member?: string | undefined;
  /** By the content, whatever the name. */
  readonly format: FileFormat;
  /**
   * Of delimited text with commas: the cells of the first record, which may be a header; a repeated
   * or empty one has a number. Of JSON: the names in the first record. Empty for a workbook, and
   * where there is no record.
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
  const first = { encoding, batchSize: 1 };
  const text = { ...first, numbers: 'text' } as const;
  const firstRecord = await {
    csv: () => firstNames(csvSource(content, { ...numbered, ...first })),
    json: () => firstNames(jsonSource(content, text)),
    'json-lines': () => firstNames(jsonLinesSource(content, text)),
    excel: () => [],
  }[format]();
  return { name: shared.name, member: shared.member, format, firstRecord };
}

const numbered = { duplicateHeaders: 'number', emptyHeaders: 'number' } as const;

async function firstNames(source: RowSource<object>): Promise<readonly string[]> {
  const batches = source.read()[Symbol.asyncIterator]();
  try {
    const first = await batches.next();
    if (first.done === true) return [];
    const { columns, rows } = first.value;
    return columns ?? Object.keys(rows[0] ?? {});
  } catch (error) {
    // The reader that is chosen refuses a bad record with its own advice.
    if (error instanceof WdhError && error.category === 'data') return [];
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
