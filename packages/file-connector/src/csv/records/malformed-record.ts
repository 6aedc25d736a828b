import type { RejectedRow } from '@wdh/pipeline-core';
import { cappedRaw } from '../../records/raw-record.js';
import type { RecordFault } from './scan/scan-record.js';

/** The reason why a record is malformed. */
export type MalformedCode =
  | RecordFault
  | 'TOO_FEW_FIELDS'
  | 'TOO_MANY_FIELDS'
  | 'NUL_BYTE'
  | 'INVALID_ENCODING'
  | 'REPEATED_HEADER'
  | 'FOOTER_AMONG_RECORDS';

/** A malformed record, with every physical line that belongs to it. */
export interface MalformedRecord {
  /** From 1, the header not counted; 0 for the header itself, less for earlier rows of it. */
  readonly recordNumber: number;
  /** Physical line on which the record begins, from 1. */
  readonly lineNumber: number;
  readonly lineCount: number;
  /** A {@link MalformedCode}, or the code of the format that a cell does not have. */
  readonly code: string;
  /** The invalid column; null where the record as a whole is malformed. */
  readonly field: string | null;
  /** What was expected. Never contains a value. */
  readonly message: string;
  /** The text of the record, truncated if very long. */
  readonly raw: string;
}

/** The input of {@link malformedRecord}. */
export interface MalformedRecordParts {
  readonly recordNumber: number;
  readonly lineNumber: number;
  readonly code: string;
  readonly message: string;
  readonly field?: string | null;
  /** The whole text of the record, without its final newline. */
  readonly text: string;
  /** Number of physical lines. */
  readonly lineCount: number;
}

/** Describes a malformed record, with its range of lines where it has several. */
export function malformedRecord(parts: MalformedRecordParts): MalformedRecord {
  const { recordNumber, lineNumber, lineCount, code, message, field = null, text } = parts;
  const lines = lineCount === 1 ? '' : ` (lines ${lineNumber} to ${lineNumber + lineCount - 1})`;
  return {
    recordNumber,
    lineNumber,
    lineCount,
    code,
    field,
    message: message + lines,
    raw: cappedRaw(text),
  };
}

/** Converts a malformed record to a rejected row. */
export function toRejectedRow(record: MalformedRecord): RejectedRow {
  return {
    rowNumber: record.recordNumber,
    lineNumber: record.lineNumber,
    stepName: 'read',
    field: record.field,
    code: record.code,
    message: record.message,
    input: record.raw,
  };
}
