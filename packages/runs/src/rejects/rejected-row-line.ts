import type { RejectedRow } from '@wdh/pipeline-core';
import { copyNull, type DatabaseEncoding, escapeCharacters, escapeCopyText } from '@wdh/postgres';
import { storableText } from '../text/storable-text.js';

/** Table and columns of {@link rejectedRowLine}. */
export const rejectedRowsCopy = {
  table: 'rejected_rows',
  columns: [
    'execution_id',
    'row_number',
    'line_number',
    'step_name',
    'field',
    'code',
    'message',
    'input',
    'record',
  ],
} as const;

/** The statement for lines of {@link rejectedRowLine}. */
export const rejectedRowsStatement = `copy public.${rejectedRowsCopy.table} (${rejectedRowsCopy.columns.join(', ')}) from stdin`;

/**
 * Writes a rejected row as a line of COPY's text format. A record with any content can be stored:
 * characters that the encoding of the database lacks are escaped as in JSON.
 */
export function rejectedRowLine(
  executionId: string,
  row: RejectedRow,
  encoding: DatabaseEncoding,
): string {
  const { rowNumber, lineNumber, stepName, field, code, message, input, record = input } = row;
  const anyText = (text: string): string => escapeCopyText(storableText(text, encoding));
  const anyJson = (value: unknown): string =>
    escapeCopyText(escapeCharacters(jsonOf(value), encoding));
  const fields = [
    anyText(executionId),
    rowNumber ?? copyNull,
    lineNumber ?? copyNull,
    anyText(stepName),
    field === null ? copyNull : anyText(field),
    anyText(code),
    anyText(message),
    anyJson(input),
    record === null ? copyNull : anyJson(record),
  ];
  return `${fields.join('\t')}\n`;
}

/** JSON of any value; NUL and lone surrogates are escaped. */
function jsonOf(input: unknown): string {
  try {
    return JSON.stringify(input ?? null, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
  } catch {
    return JSON.stringify(Object.prototype.toString.call(input));
  }
}
