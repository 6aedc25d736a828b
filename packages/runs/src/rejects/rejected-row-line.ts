import type { RejectedRow, SourceValues } from '@wdh/pipeline-core';
import { copyNull, type DatabaseEncoding, escapeCharacters, escapeCopyText } from '@wdh/postgres';
import { recordJson } from '../records/record-json.js';
import { recordTypesOf } from '../records/record-types.js';
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
    'record_types',
    'input',
    'record',
  ],
} as const;

/** The statement for lines of {@link rejectedRowLine}. */
export const rejectedRowsStatement = `copy public.${rejectedRowsCopy.table} (${rejectedRowsCopy.columns.join(', ')}) from stdin`;

/**
 * Writes a rejected row as a line of COPY's text format. A record with any content can be stored:
 * characters that the encoding of the database lacks are escaped as in JSON.
 *
 * @param values - How the values of the source are to be read; null if they are no JSON values.
 */
export function rejectedRowLine(
  executionId: string,
  row: RejectedRow,
  encoding: DatabaseEncoding,
  values: SourceValues | null = null,
): string {
  const { rowNumber, lineNumber, stepName, field, code, message, input, record = input } = row;
  const anyText = (text: string): string => escapeCopyText(storableText(text, encoding));
  const anyJson = (value: unknown): string =>
    escapeCopyText(escapeCharacters(recordJson(value), encoding));
  const inputJson = anyJson(input);
  const types =
    typeof record === 'object' && record !== null ? recordTypesOf(record, values) : null;
  const fields = [
    anyText(executionId),
    rowNumber ?? copyNull,
    lineNumber ?? copyNull,
    anyText(stepName),
    field === null ? copyNull : anyText(field),
    anyText(code),
    anyText(message),
    types === null ? copyNull : anyJson(types),
    inputJson,
    record === null ? copyNull : record === input ? inputJson : anyJson(record),
  ];
  return `${fields.join('\t')}\n`;
}
