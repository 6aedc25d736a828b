import {
  NumberTexts,
  type RejectedRow,
  type RowBatch,
  type RowSource,
  WdhError,
} from '@wdh/pipeline-core';
import { type ReadStatistics, ReadTally } from '../csv/read-tally.js';
import { cappedRaw } from '../csv/records/raw-record.js';
import { BatchBuilder, defaultMaxConsecutiveMalformed } from '../csv/rows/batch-builder.js';
import type { TextPiece } from '../encoding/decoded-text.js';
import { hasUndecodable } from '../encoding/undecodable-bytes.js';
import type { SourceInput } from '../input/content.js';
import { expectInputOptions, type InputOptions } from '../input/input-options.js';
import { optionsHash } from '../input/options-hash.js';
import { textInput } from '../resolve/text-input.js';
import { DocumentGuard } from './document-guard.js';
import { type JsonLineCode, readJsonLine } from './json-line.js';
import { LineSplitter, type TextLine } from './line-splitter.js';

/** The reason why a line of JSON Lines is malformed. */
export type MalformedJsonCode = JsonLineCode | 'INVALID_ENCODING' | 'NUL_BYTE' | 'RECORD_TOO_LARGE';

/** Options of {@link jsonLinesSource}. */
export interface JsonLinesOptions extends InputOptions {
  /**
   * `number` rejects a record with a number that JavaScript would round, such as an identifier
   * beyond 2^53. `text` keeps every digit: a number of the row is returned as its text in the file;
   * a number within a document stays a number, as a `JsonNumber` of `@wdh/pipeline-core` if
   * JavaScript would write it differently. A loader writes such a text to a `json` column as a
   * number, and refuses it in a row that a step created. Default `number`.
   */
  readonly numbers?: 'number' | 'text' | undefined;
  /** Approximate number of rows and malformed records in a batch. Default 1000. */
  readonly batchSize?: number | undefined;
  /** Maximum size of a line in bytes of UTF-8. Default 1 MiB. */
  readonly maxRecordBytes?: number | undefined;
  /**
   * Maximum number of consecutive malformed lines, default 10,000. With more of them, the file is
   * considered not to be JSON Lines. `Infinity` disables the check.
   */
  readonly maxConsecutiveMalformed?: number | undefined;
}

/** Rows of a JSON Lines file, with line counts. */
export interface JsonLinesSource extends RowSource<Record<string, unknown>> {
  /** Counts of the latest `read` so far; final once its last batch has been consumed. */
  readonly statistics: ReadStatistics;
}

const defaults = { numbers: 'number', maxRecordBytes: 1024 * 1024, encoding: 'utf-8' } as const;

interface Settings {
  readonly path: string;
  readonly numbers: 'number' | 'text';
  readonly batchSize: number;
  readonly maxRecordBytes: number;
  readonly maxConsecutiveMalformed: number;
}

/**
 * Reads JSON Lines, one object per line, as batches of rows with record and line numbers. Has the
 * same guarantees as `csvSource`: memory stays bounded, only the malformed lines are rejected, and
 * no value is rounded, dropped or invented.
 *
 * @throws WdhError `INVALID_OPTION` (usage) at once; on reading the file errors of `csvSource`,
 * `TOO_MANY_MALFORMED`, and `NOT_JSON_LINES` (data) for a file that is one JSON document
 * @see https://jsonlines.org
 * @example
 * for await (const { rows, rejected } of jsonLinesSource('events.jsonl.gz').read()) { }
 */
export function jsonLinesSource(
  input: SourceInput,
  options: JsonLinesOptions = {},
): JsonLinesSource {
  const { numbers = defaults.numbers, batchSize = 1000 } = options;
  const { maxRecordBytes = defaults.maxRecordBytes } = options;
  const { maxConsecutiveMalformed = defaultMaxConsecutiveMalformed } = options;
  expectInputOptions(options);
  const text = textInput(input, options);
  const settings = { path: text.name, numbers, batchSize, maxRecordBytes, maxConsecutiveMalformed };
  expectSettings(settings);
  const { encoding = 'utf-8' } = options;
  const optionsSha256 = optionsHash({ numbers, maxRecordBytes, encoding }, defaults);
  let tally = new ReadTally();
  return {
    identify: async (signal) => ({ ...(await text.identify(signal)), optionsSha256 }),
    read: (signal) => {
      const counts = new ReadTally();
      tally = counts;
      const pieces = text.read((bytesRead) => {
        counts.bytesRead = bytesRead;
      }, signal);
      return readRows(pieces, settings, counts);
    },
    get statistics() {
      return tally.snapshot();
    },
    close: () => text.close(),
  };
}

async function* readRows(
  pieces: AsyncIterable<TextPiece>,
  settings: Settings,
  tally: ReadTally,
): AsyncGenerator<RowBatch<Record<string, unknown>>> {
  const splitter = new LineSplitter(settings.maxRecordBytes);
  const batch = new BatchBuilder<Record<string, unknown>>(settings);
  const guard = new DocumentGuard(settings.path);
  const numberTexts = settings.numbers === 'text' ? new NumberTexts() : undefined;
  for await (const { text, isLast, encoding } of pieces) {
    for (const found of splitter.split(text, isLast)) {
      tally.lines += 1;
      const line = withoutMark(found, tally);
      const isBlank = line.text.trim() === '';
      tally.addLines(isBlank ? 'blankLines' : 'recordLines', 1);
      if (isBlank) continue;
      const rowNumber = tally.rows + tally.malformed + 1;
      const read = readLine(line, settings, encoding, numberTexts);
      guard.expectLine(line.text, read.fault === null);
      if (read.fault === null) {
        tally.rows += 1;
        batch.add(read.row, rowNumber, line.lineNumber);
      } else {
        tally.malformed += 1;
        batch.reject(rejectedLine(line, rowNumber, read.fault));
      }
      if (batch.isFull) yield taken(batch, numberTexts);
    }
  }
  guard.expectEnd();
  if (!batch.isEmpty) yield taken(batch, numberTexts);
}

/** A byte order mark within a file comes from an appended file, and is not part of the line. */
function withoutMark(line: TextLine, tally: ReadTally): TextLine {
  if (!line.text.startsWith('\uFEFF')) return line;
  const text = line.text.replace(/^\uFEFF+/, '');
  tally.byteOrderMarks += line.text.length - text.length;
  return { ...line, text };
}

/** Its strings are JSON strings, also those that look like a number, `null` or a document. */
function taken(
  batch: BatchBuilder<Record<string, unknown>>,
  numberTexts: NumberTexts | undefined,
): RowBatch<Record<string, unknown>> {
  return { ...batch.take(), areJsonValues: true, numberTexts };
}

type LineFault = Pick<RejectedRow, 'field' | 'message'> & { readonly code: MalformedJsonCode };

function readLine(
  { text, isTooLarge }: TextLine,
  { numbers, maxRecordBytes }: Settings,
  encoding: string,
  numberTexts: NumberTexts | undefined,
): ReturnType<typeof readJsonLine> | { readonly row: null; readonly fault: LineFault } {
  if (isTooLarge) {
    const message = `expected a line of at most ${maxRecordBytes} bytes: raise maxRecordBytes if longer lines are valid`;
    return { row: null, fault: { code: 'RECORD_TOO_LARGE', field: null, message } };
  }
  if (hasUndecodable(text)) {
    const message = `expected ${encoding}, found bytes that do not decode`;
    return { row: null, fault: { code: 'INVALID_ENCODING', field: null, message } };
  }
  if (text.includes('\0')) {
    const message = 'expected text without NUL characters';
    return { row: null, fault: { code: 'NUL_BYTE', field: null, message } };
  }
  return readJsonLine(text, numbers, numberTexts);
}

function rejectedLine(line: TextLine, rowNumber: number, fault: LineFault): RejectedRow {
  const { lineNumber, text } = line;
  return { rowNumber, lineNumber, stepName: 'read', ...fault, input: cappedRaw(text) };
}

function expectSettings(settings: Settings): void {
  const { numbers, batchSize, maxRecordBytes, maxConsecutiveMalformed } = settings;
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
  const isBound = maxConsecutiveMalformed === Infinity || isCount(maxConsecutiveMalformed);
  const areCounts = isCount(batchSize) && isCount(maxRecordBytes) && isBound;
  if (['number', 'text'].includes(numbers) && areCounts) return;
  throw new WdhError(
    'jsonLinesSource cannot start: numbers must be number or text; batchSize, maxRecordBytes and maxConsecutiveMalformed whole numbers above 0.',
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
