import { maxRawLength } from '../../records/raw-record.js';
import type { MalformedRecord } from './malformed-record.js';

/** Well-formed records in a piece of text, by their index. */
export interface RecordsInText {
  /** Number of a record in the file, from 1. */
  recordNumber(index: number): number;
  /** Physical line on which a record begins, from 1. */
  lineNumber(index: number): number;
  /** Number of physical lines of a record. */
  lineCount(index: number): number;
  /** The text of a record as in the file, without its newline. */
  recordText(index: number): string;
  /** Returns whether a byte order mark precedes a record: another file was appended there. */
  isMarked(index: number): boolean;
}

/** A parsed record and its position. */
export interface ParsedRecord {
  readonly cells: readonly string[];
  /** Whether its stray quotes were read as text. */
  readonly isRepaired: boolean;
  readonly isTorn: false;
  readonly found: RecordsInText;
  readonly index: number;
  /** Encoding of the surrounding text, if that contains a NUL character or an undecodable byte. */
  readonly badTextIn: string | null;
}

/** A record that could not be parsed. */
export interface UnparsedRecord {
  readonly cells: null;
  readonly isRepaired: false;
  readonly isTorn: boolean;
  readonly malformed: MalformedRecord;
}

/** A record of a file, in the order of the file. */
export type FoundRecord = ParsedRecord | UnparsedRecord;

/** Describes a record that could not be parsed; an odd number of quotes shows that it may be split. */
export function unparsedRecord(malformed: MalformedRecord, quote: string | null): UnparsedRecord {
  const isWhole = malformed.code !== 'RECORD_TOO_LARGE' && malformed.raw.length < maxRawLength;
  const quoteCount = quote === null ? 0 : malformed.raw.split(quote).length - 1;
  return { cells: null, isRepaired: false, isTorn: !isWhole || quoteCount % 2 === 1, malformed };
}
