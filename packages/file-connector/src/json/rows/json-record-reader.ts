import { NumberTexts, type RejectedRow, type RowBatch } from '@wdh/pipeline-core';
import { hasUndecodable } from '../../encoding/undecodable-bytes.js';
import { type FormatFault, RowFormats } from '../../parse/row-formats.js';
import { cappedRaw } from '../../records/raw-record.js';
import { BatchBuilder } from '../../rows/batch-builder.js';
import type { ReadTally } from '../../tally/read-tally.js';
import {
  type JsonFault,
  type JsonLineCode,
  type JsonRow,
  readJsonObject,
} from '../values/json-object.js';
import { type JsonShape, scanJson } from '../values/scan-json.js';
import type { JsonSettings } from './json-options.js';

/** The reason why a record of JSON is malformed. */
export type MalformedJsonCode = JsonLineCode | 'INVALID_ENCODING' | 'NUL_BYTE' | 'RECORD_TOO_LARGE';

/** The text of one record. */
export interface JsonRecord {
  /** Physical line on which the record begins, from 1. */
  readonly lineNumber: number;
  /** The column on which it begins, from 1. Default 1. */
  readonly column?: number | undefined;
  /** The record, or the part that fits of one that is too large. */
  readonly text: string;
  readonly isTooLarge: boolean;
  /** The counts of the text, where it was scanned before. */
  readonly shape?: JsonShape | undefined;
}

type RecordFault = Pick<RejectedRow, 'field' | 'message'> & { readonly code: MalformedJsonCode };

type ReadRecord =
  | { readonly row: JsonRow; readonly fault: null }
  | { readonly row: null; readonly fault: RecordFault | JsonFault };

/** Reads records to rows and rejected rows, counts them, and collects them in batches. */
export class JsonRecordReader {
  readonly #settings: JsonSettings;
  readonly #unit: 'line' | 'record';
  readonly #tally: ReadTally;
  readonly #check: ((record: JsonRecord, code: MalformedJsonCode) => void) | null;
  readonly #batch: BatchBuilder<JsonRow>;
  readonly #numberTexts: NumberTexts | undefined;
  /** Null where values are kept as they are. */
  readonly #formats: RowFormats | null;

  /**
   * @param check - Called with a malformed record before it is rejected; may throw.
   * @param unit - What a record is called in messages.
   */
  constructor(
    settings: JsonSettings,
    tally: ReadTally,
    unit: 'line' | 'record',
    check: ((record: JsonRecord, code: MalformedJsonCode) => void) | null = null,
  ) {
    this.#settings = settings;
    this.#unit = unit;
    this.#tally = tally;
    this.#check = check;
    this.#batch = new BatchBuilder<JsonRow>(settings);
    this.#numberTexts = settings.numbers === 'text' ? new NumberTexts() : undefined;
    this.#formats = jsonFormats(settings);
  }

  /**
   * Adds a record to the batch; returns whether it is well-formed.
   *
   * @throws WdhError `TOO_MANY_MALFORMED` (data)
   */
  add(record: JsonRecord, encoding: string): boolean {
    const { lineNumber, text } = record;
    const rowNumber = this.#tally.rows + this.#tally.malformed + 1;
    const shape = record.shape ?? scanJson(text);
    const { row, fault } = this.#read(record, shape, encoding);
    this.#batch.weigh({ cells: shape.keyCount, characters: text.length });
    const wrongValue = fault === null ? this.#convert(row) : null;
    if (fault === null && wrongValue === null) {
      this.#tally.rows += 1;
      this.#batch.add(row, rowNumber, lineNumber);
      return true;
    }
    if (fault !== null) this.#check?.(record, fault.code);
    this.#tally.malformed += 1;
    const rejected = { rowNumber, lineNumber, stepName: 'read', input: cappedRaw(text) };
    if (fault !== null) this.#batch.reject({ ...rejected, ...fault });
    else if (wrongValue !== null) this.#batch.rejectValues({ ...rejected, ...wrongValue });
    return fault === null;
  }

  get isFull(): boolean {
    return this.#batch.isFull;
  }

  get isEmpty(): boolean {
    return this.#batch.isEmpty;
  }

  /** Returns the batch. Its strings are JSON strings, also those that look like a number. */
  take(): RowBatch<JsonRow> {
    return { ...this.#batch.take(), areJsonValues: true, numberTexts: this.#numberTexts };
  }

  /** Converts the values of a row by their formats; returns the fault of a row to reject. */
  #convert(row: JsonRow): FormatFault | null {
    if (this.#formats === null) return null;
    const numberTexts = this.#numberTexts;
    if (numberTexts === undefined) return this.#formats.convert(row);
    const wasNumber = (name: string, text: string): boolean =>
      numberTexts.wasNumber(row, name, text) === true;
    return this.#formats.convert(row, wasNumber);
  }

  #read({ text, isTooLarge }: JsonRecord, shape: JsonShape, encoding: string): ReadRecord {
    const { maxRecordBytes, numbers, shapeRow } = this.#settings;
    const unit = this.#unit;
    if (isTooLarge) {
      const orPath = unit === 'record' ? ', or name the path to the records in it by at' : '';
      const message = `expected a ${unit} of at most ${maxRecordBytes} bytes: raise maxRecordBytes if longer ${unit}s are valid${orPath}`;
      return faulty('RECORD_TOO_LARGE', message);
    }
    if (hasUndecodable(text)) {
      return faulty('INVALID_ENCODING', `expected ${encoding}, found bytes that do not decode`);
    }
    if (text.includes('\0')) return faulty('NUL_BYTE', 'expected text without NUL characters');
    return readJsonObject(text, numbers, { numberTexts: this.#numberTexts, shape, shapeRow });
  }
}

function jsonFormats({ formats = {} }: JsonSettings): RowFormats | null {
  const columns = Object.keys(formats).flatMap((column) => {
    const format = formats[column];
    return format === undefined ? [] : [{ column, key: column, format }];
  });
  return columns.length === 0 ? null : new RowFormats(columns, ', found an empty text');
}

function faulty(code: MalformedJsonCode, message: string): ReadRecord {
  return { row: null, fault: { code, field: null, message } };
}
