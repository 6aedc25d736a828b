import { WdhError } from '@wdh/pipeline-core';
import type { Encoding } from '../../encoding/encoding.js';
import { hasUndecodable } from '../../encoding/undecodable-bytes.js';
import { type HeaderRules, invalidHeader, noHeader, readHeader } from '../../header/read-header.js';
import { joinHeaderRows } from '../../layout/join-header-rows.js';
import type { MalformedPolicy } from '../records/record-splitter-options.js';
import type { SplitText } from '../records/split-text.js';
import type { CsvLayout } from './csv-layout.js';
import { withoutTrailingName } from './trailing-delimiter.js';

/** The header of a file. */
export interface ReadHeader {
  /** Its rows as in the file, with a cell for each column; none where the file has no header. */
  readonly rows: readonly (readonly string[])[];
  readonly columns: readonly string[];
  /** Number of empty names dropped at its end, under the policy `lenient`. */
  readonly namelessCount: number;
  /** Physical line on which it begins. */
  readonly lineNumber: number;
}

/** The rules by which {@link HeaderRows} reads a header. */
export interface HeaderRowsRules extends Omit<HeaderRules, 'lineNumber'> {
  readonly policy: MalformedPolicy;
  readonly layout: CsvLayout;
}

/** Collects the rows of a header, which may be in several pieces of the text. */
export class HeaderRows {
  readonly #rules: HeaderRowsRules;
  readonly #rows: (readonly string[])[] = [];
  readonly #lineNumbers: number[] = [];

  constructor(rules: HeaderRowsRules) {
    this.#rules = rules;
  }

  /**
   * Adds the header rows of the next piece; returns null while rows are missing.
   *
   * @throws WdhError `CSV_HEADER_INVALID` (data), `INVALID_ENCODING` (file)
   */
  take(
    found: SplitText,
    records: readonly (readonly string[])[],
    encoding: Encoding,
  ): ReadHeader | null {
    const { path, layout } = this.#rules;
    const malformed = found.malformed.find(({ recordNumber }) => recordNumber <= 0);
    // The first fault is the same one in whatever pieces the rows arrive.
    const end = malformed?.recordNumber ?? 1;
    for (const [index, cells] of records.entries()) {
      if (found.recordNumber(index) >= end) break;
      const lineNumber = found.lineNumber(index);
      if (cells.some(hasUndecodable)) throw headerNotDecoded(path, lineNumber, encoding);
      this.#rows.push(cells);
      this.#lineNumbers.push(lineNumber);
    }
    if (malformed !== undefined) {
      throw invalidHeader([malformed.message], { path, lineNumber: malformed.lineNumber });
    }
    return this.#rows.length < layout.headerRows ? null : this.#read();
  }

  /** Creates the error for a file that ends before its header does. */
  missing(): WdhError {
    const { path, layout } = this.#rules;
    const count = this.#rows.length;
    if (count === 0) return noHeader(path);
    return new WdhError(
      `${path} has ${count} of the ${layout.headerRows} rows of its header: the file ends before the others. Correct headerRows.`,
      { code: 'CSV_NO_HEADER', category: 'data' },
    );
  }

  #read(): ReadHeader {
    const { policy, layout } = this.#rules;
    const { trailingDelimiter, duplicateHeaders, emptyHeaders } = layout;
    const [lineNumber = 1] = this.#lineNumbers;
    const rules = {
      ...this.#rules,
      lineNumber,
      lastLineNumber: this.#lineNumbers.at(-1),
      duplicateHeaders,
      emptyHeaders,
      trailingDelimiter,
    };
    const rows = trailingDelimiter === 'ignore' ? withoutTrailingName(this.#rows) : this.#rows;
    const joined = joinHeaderRows(rows, layout);
    if (joined === null) throw invalidHeader([unequalRows(rows)], rules);
    const names = policy === 'lenient' ? withoutNamelessEnd(joined) : joined;
    return {
      rows: rows.map((row) => row.slice(0, names.length)),
      columns: readHeader(names, rules),
      namelessCount: joined.length - names.length,
      lineNumber,
    };
  }
}

/** Drops the empty names at the end of a header that ends in delimiters. */
function withoutNamelessEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
}

function unequalRows(rows: readonly (readonly string[])[]): string {
  const counts = rows.map(({ length }) => length).join(', ');
  return `its ${rows.length} rows have different numbers of cells (${counts}), so that headerRows cannot join them`;
}

function headerNotDecoded(path: string, lineNumber: number, encoding: Encoding): WdhError {
  return new WdhError(
    `${path} is not ${encoding} text: its header (line ${lineNumber}) contains bytes that do not decode. Set its encoding with the option encoding.`,
    { code: 'INVALID_ENCODING', category: 'file', lineNumber },
  );
}
