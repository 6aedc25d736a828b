import type { ResultColumn, ResultRow, StatementResult } from '@wdh/postgres';
import type { ResultFormat } from './result-format.js';

/** Null is an empty field, and an empty text is `""`, as in CSV of PostgreSQL's COPY. */
function field(value: string | null): string {
  if (value === null) return '';
  const needsQuotes = value === '' || /[",\r\n]|^\s|\s$|^\\\.$/.test(value);
  return needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
}

function line(values: readonly (string | null)[]): string {
  return `${values.map(field).join(',')}\n`;
}

/** CSV with a header, exactly as stored: values that a spreadsheet would compute are not changed. */
export class CsvFormat implements ResultFormat {
  #hasHeader = false;

  rows(rows: readonly ResultRow[], columns: readonly ResultColumn[]): string {
    return `${this.#header(columns)}${rows.map(line).join('')}`;
  }

  end({ columns }: StatementResult): string {
    return columns.length === 0 ? '' : this.#header(columns);
  }

  abandon(): string {
    return '';
  }

  #header(columns: readonly ResultColumn[]): string {
    if (this.#hasHeader) return '';
    this.#hasHeader = true;
    return line(columns.map(({ name }) => name));
  }
}
