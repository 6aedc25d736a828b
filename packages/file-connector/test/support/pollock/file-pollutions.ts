import type { CsvSourceOptions } from '../../../src/csv/csv-source-options.js';
import type { WrittenCell } from '../damage.js';
import {
  type PollutedFile,
  givenOptions,
  valuesOf,
  type Writing,
  writtenRow,
} from './polluted-file.js';

type Rows = readonly (readonly WrittenCell[])[];

const latin1 = 'Rain Hat, größe é';

/** Damages whole files: the lines around the table, and the dialect of the file. */
export function filePollutions(table: Rows): PollutedFile[] {
  return [...tablePollutions(table), ...dialectPollutions(table), ...encodingPollutions(table)];
}

function tablePollutions(table: Rows): PollutedFile[] {
  const [header = []] = table;
  const text = written(table);
  const clean = valuesOf(table);
  const isNoTable = { value: 'NOTE', isQuoted: false };
  const empty = header.map(() => ({ value: '', isQuoted: false }));
  const note = writtenRow([isNoTable, ...empty.slice(1)]);
  const narrow = table.map((row) => row.slice(0, -1));
  const wide = table.map((row) => [...row, ...row.slice(0, 1)]);
  const before = (name: string, head: string, lines: number): PollutedFile =>
    file(name, head + text, givenOptions(1 + lines), clean);
  const after = (name: string, tail: string): PollutedFile =>
    file(name, text + tail, givenOptions(), clean);
  return [
    file('source', text, givenOptions(), clean),
    file('file_no_payload', '', givenOptions(), []),
    file('file_no_trailing_newline', text.replace(/\r\n$/, ''), givenOptions(), clean),
    after('file_double_trailing_newline', '\r\n'),
    file('file_no_header', written(table.slice(1)), givenOptions(0), clean.slice(1)),
    before('file_header_multirow_2', writtenRow(header), 1),
    before('file_header_multirow_3', writtenRow(header).repeat(2), 2),
    before('file_preamble', note + writtenRow(empty), 2),
    after('file_footnote', writtenRow(empty) + note),
    after('file_footnote_not_delimited', '\r\nNOTE\r\n'),
    after('file_multitable_less', written(narrow)),
    after('file_multitable_same', text),
    after('file_multitable_more', written(wide)),
    file('file_header_only', written(table.slice(0, 1)), givenOptions(), clean.slice(0, 1)),
    file('file_one_data_row', written(table.slice(0, 2)), givenOptions(), clean.slice(0, 2)),
  ];
}

function dialectPollutions(table: Rows): PollutedFile[] {
  const clean = valuesOf(table);
  const as = (name: string, writing: Writing, options: CsvSourceOptions = {}): PollutedFile =>
    file(name, written(table, writing), { ...givenOptions(), ...options }, clean);
  // Cells are quoted only for commas, so cells contain other delimiters as well: as in Pollock.
  return [
    as('file_record_delimiter_0xA', { newline: '\n' }),
    as('file_record_delimiter_0xD', { newline: '\r' }),
    as('file_field_delimiter_0x3B', { delimiter: ';' }, { delimiter: ';' }),
    as('file_field_delimiter_0x9', { delimiter: '\t' }, { delimiter: '\t' }),
    as('file_field_delimiter_0x2C_0x20', { delimiter: ', ' }),
    as('file_field_delimiter_0x20', { delimiter: ' ' }, { delimiter: ' ' }),
    as('file_quotation_char_0x27', { quote: "'", escapedQuote: '"' }, { quote: "'" }),
    as('file_escape_char_0x5C', { escapedQuote: '\\"' }, { escape: '\\' }),
    as('file_escape_char_0x00', { escapedQuote: '"' }),
  ];
}

function encodingPollutions(table: Rows): PollutedFile[] {
  const changed = table.with(1, (table[1] ?? []).with(5, { value: latin1, isQuoted: true }));
  const text = written(changed);
  const as = (name: string, bytes: Uint8Array, options: CsvSourceOptions = {}): PollutedFile => ({
    ...file(name, '', { ...givenOptions(), ...options }, valuesOf(changed)),
    bytes,
  });
  return [
    as('file_encoding_utf_8', Buffer.from(`\uFEFF${text}`)),
    as('file_encoding_latin_1', Buffer.from(text, 'latin1'), { encoding: 'latin1' }),
    as('file_encoding_utf_16', Buffer.from(`\uFEFF${text}`, 'utf16le')),
  ];
}

const written = (rows: Rows, writing: Writing = {}): string =>
  rows.map((row) => writtenRow(row, writing)).join('');

const file = (
  name: string,
  text: string,
  options: CsvSourceOptions,
  clean: readonly (readonly string[])[],
): PollutedFile => ({ name, kind: name, bytes: Buffer.from(text), options, clean });
