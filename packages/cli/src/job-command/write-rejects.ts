import { csvSink } from '@wdh/file-connector';
import type { RejectedRow } from '@wdh/pipeline-core';

const headers = [
  'row_number',
  'line_number',
  'step_name',
  'field',
  'code',
  'message',
  'input',
] as const;

/**
 * Streams the rejected rows of an attempt, from the pipeline and the database, to a CSV file. The
 * load waits for the file before COMMIT, so a file that cannot be written fails the run; another
 * attempt replaces the file.
 */
export async function writeRejects(
  file: string,
  input: string,
  rejected: AsyncIterable<RejectedRow>,
): Promise<void> {
  // The rejected records are external input, and people open this file in a spreadsheet.
  const options = { headers, neverOverwrite: [input], neutralizeFormulas: true };
  await csvSink(file, options).write(asRecords(rejected));
}

async function* asRecords(
  rows: AsyncIterable<RejectedRow>,
): AsyncGenerator<ReturnType<typeof asRecord>, void, undefined> {
  for await (const row of rows) yield asRecord(row);
}

function asRecord(row: RejectedRow): Record<(typeof headers)[number], string> {
  const { rowNumber, lineNumber, stepName, field, code, message, input } = row;
  return {
    row_number: String(rowNumber ?? ''),
    line_number: String(lineNumber ?? ''),
    step_name: stepName,
    field: field ?? '',
    code,
    message,
    input: typeof input === 'string' ? input : JSON.stringify(input),
  };
}
