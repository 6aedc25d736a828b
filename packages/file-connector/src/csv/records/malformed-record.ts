import type { RejectedRow } from '@wdh/pipeline-core';
import { countNewlines, type NewlineRule } from '../dialect/newline.js';
import { cappedRaw } from './raw-record.js';
import type { RecordFault } from './scan-record.js';

/** Why a record could not be read. */
export type MalformedCode =
  | RecordFault
  | 'TOO_FEW_FIELDS'
  | 'TOO_MANY_FIELDS'
  | 'NUL_BYTE'
  | 'INVALID_ENCODING'
  | 'REPEATED_HEADER';

/** A record that could not be read, with every physical line that belongs to it. */
export interface MalformedRecord {
  /** From 1, the header not counted; 0 for the header itself. */
  readonly recordNumber: number;
  /** Physical line on which the record begins, from 1. */
  readonly lineNumber: number;
  readonly lineCount: number;
  readonly code: MalformedCode;
  /** The column at fault; null where the record as a whole is. */
  readonly field: string | null;
  /** What was expected, without any value. */
  readonly message: string;
  /** The text of the record, cut where it is very long. */
  readonly raw: string;
}

/** What {@link malformedRecord} needs to know. */
export interface MalformedRecordParts {
  readonly recordNumber: number;
  readonly lineNumber: number;
  readonly code: MalformedCode;
  readonly message: string;
  readonly field?: string | null;
  /** The whole text of the record, without the newline that ends it. */
  readonly text: string;
  readonly newline: NewlineRule;
}

/** Describes a record that could not be read; says which lines it takes where it takes several. */
export function malformedRecord(parts: MalformedRecordParts): MalformedRecord {
  const { recordNumber, lineNumber, code, message, field = null, text } = parts;
  const lineCount = countNewlines(text, parts.newline) + 1;
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

/** Turns a malformed record into what the ledger and the table of rejected rows take. */
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
