import { recordLimit } from '../../records/record-limit.js';
import type { JsonPath } from '../paths/json-path.js';
import type { JsonRecord } from '../rows/json-record-reader.js';
import { checkValue } from './check-value.js';
import { pathMissing } from './document-errors.js';
import type { DocumentLines } from './document-lines.js';
import { ElementScan } from './element-scan.js';
import { type GrammarListener, JsonGrammar } from './json-grammar.js';
import { RecordsPath } from './records-path.js';

/** How a document is split. */
export interface DocumentRules {
  /** Path or name of the input, for messages. */
  readonly path: string;
  readonly maxRecordBytes: number;
  /** The path to the records, as it was given; null for the document itself. */
  readonly at: { readonly text: string; readonly steps: JsonPath } | null;
}

/** A record whose end is not yet found. */
interface OpenRecord {
  readonly offset: number;
  readonly lineNumber: number;
  readonly column: number;
  readonly depth: number;
  readonly scan: ElementScan;
  /** Joined once, at the end. */
  parts: string[];
  length: number;
}

/**
 * Finds the records in the text of JSON documents that arrives in arbitrary pieces: the elements of
 * an array, or one object. Everything around the records is checked, in bounded memory.
 */
export class DocumentSplitter implements GrammarListener {
  readonly #rules: DocumentRules;
  readonly #lines: DocumentLines;
  readonly #grammar: JsonGrammar;
  readonly #records: RecordsPath;
  /** Number of open arrays and objects where the next value is a record; 0 outside of the array. */
  #recordsDepth = 0;
  /** Number of open arrays and objects around the record that begins next. */
  #depth = 0;
  #open: OpenRecord | null = null;
  /** A record that is too large, while its end is searched. */
  #dropped: (JsonRecord & { readonly depth: number }) | null = null;
  #found: JsonRecord | null = null;
  #offset = 0;

  constructor(rules: DocumentRules, lines: DocumentLines) {
    this.#rules = rules;
    this.#lines = lines;
    this.#grammar = new JsonGrammar(rules.path, lines, this);
    this.#records = new RecordsPath(rules.at?.steps ?? []);
  }

  /**
   * Yields the records that end in this piece.
   *
   * @throws WdhError `JSON_DOCUMENT_INVALID`, `JSON_DOCUMENT_INCOMPLETE`, `JSON_PATH_MISSING` (data)
   */
  *split(piece: string, isLast: boolean): Generator<JsonRecord> {
    let index = 0;
    while (index < piece.length) {
      index =
        this.#open === null
          ? this.#readAround(piece, index)
          : this.#collect(this.#open, piece, index);
      const record = this.#takeFound();
      if (record !== null) yield record;
    }
    this.#offset += piece.length;
    if (!isLast) return;
    if (this.#open !== null) this.#endOpen(this.#open);
    this.#grammar.end(this.#offset);
    const record = this.#takeFound();
    if (record !== null) yield record;
    this.#lines.end(this.#offset);
  }

  onValue(first: string, offset: number, depth: number, isInArray: boolean): boolean {
    if (this.#dropped !== null) return false;
    this.#depth = depth;
    if (depth === this.#recordsDepth && depth > 0) return true;
    const found = this.#records.noteValue(first, depth, isInArray);
    if (found === 'twice') {
      this.#grammar.fail(offset, 'expected each key of the path to the records only once');
    }
    if (found === 'other') return false;
    if (first === '[') this.#recordsDepth = depth + 1;
    return first !== '[';
  }

  onValueEnd(offset: number, depth: number): void {
    if (this.#dropped !== null && depth === this.#dropped.depth) this.#endDropped(this.#dropped);
    if (depth < this.#recordsDepth) this.#recordsDepth = 0;
    this.#records.noteEnd(depth);
    if (depth > 0) return;
    if (!this.#records.isFound) {
      const place = this.#grammar.placeOf(offset - 1);
      throw pathMissing(place, this.#rules.at?.text ?? '', this.#records.missing);
    }
    this.#records.restart();
  }

  needsKey(depth: number): boolean {
    return this.#records.needsKey(depth);
  }

  onKey(written: string | null): void {
    this.#records.noteKey(written === null ? null : (JSON.parse(written) as string));
  }

  #readAround(piece: string, from: number): number {
    const index = this.#grammar.read(piece, from, this.#offset);
    if (index === piece.length) return index;
    const offset = this.#offset + index;
    const { lineNumber, column } = this.#grammar.placeOf(offset);
    const depth = this.#depth;
    const scan = new ElementScan();
    this.#open = { offset, lineNumber, column, depth, scan, parts: [], length: 0 };
    return index;
  }

  #collect(open: OpenRecord, piece: string, from: number): number {
    const end = open.scan.scan(piece, from);
    const next = end === -1 ? piece.length : end;
    const part = piece.slice(from, next);
    open.parts.push(part);
    open.length += part.length;
    // A character has at least one byte.
    if (open.length > this.#rules.maxRecordBytes) this.#drop(open);
    else if (end !== -1) this.#finish(open);
    return next;
  }

  #finish(open: OpenRecord): void {
    const record = recordOf(open);
    const { text } = record;
    this.#open = null;
    const limit = recordLimit(text, 0, text.length, this.#rules.maxRecordBytes);
    const isTooLarge = limit < text.length;
    if (isTooLarge) checkValue(this.#rules.path, record);
    this.#lines.passRecord(text, open.offset);
    this.#grammar.passValue(open.offset + text.length);
    this.#found = isTooLarge ? { ...record, text: text.slice(0, limit), isTooLarge } : record;
  }

  /** Ends the text within a record, which is complete only if it is a word or a number. */
  #endOpen(open: OpenRecord): void {
    checkValue(this.#rules.path, recordOf(open), true);
    this.#finish(open);
  }

  /** Reads on without keeping the record: what it contains decides where it ends. */
  #drop(open: OpenRecord): void {
    const record = recordOf(open);
    const { depth, offset } = open;
    const limit = recordLimit(record.text, 0, record.text.length, this.#rules.maxRecordBytes);
    this.#open = null;
    this.#dropped = { ...record, text: record.text.slice(0, limit), isTooLarge: true, depth };
    this.#lines.isInRecord = true;
    this.#grammar.read(record.text, 0, offset);
  }

  #endDropped({ depth: _, ...record }: JsonRecord & { readonly depth: number }): void {
    this.#dropped = null;
    this.#lines.noteRecordEnd();
    this.#found = record;
  }

  #takeFound(): JsonRecord | null {
    const found = this.#found;
    this.#found = null;
    return found;
  }
}

function recordOf({ parts, lineNumber, column, scan }: OpenRecord): JsonRecord {
  const text = parts.length === 1 ? (parts[0] ?? '') : parts.join('');
  return { lineNumber, column, text, isTooLarge: false, shape: scan.shape };
}
