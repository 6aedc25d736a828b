import { csvSink } from '@wdh/file-connector';
import type { StoredReject } from '@wdh/runs';

const headers = ['line', 'column', 'code', 'message', 'record'] as const;

/** Where {@link writeRejectsCsv} writes. */
export interface RejectsCsvOptions {
  /** Files that must not be overwritten, such as the input of the run. */
  readonly neverOverwrite: readonly string[];
  readonly signal: AbortSignal;
}

/** Writes rejected rows to a CSV file, and returns their number. The file appears whole or not at all. */
export async function writeRejectsCsv(
  file: string,
  rejects: AsyncIterable<readonly StoredReject[]>,
  { neverOverwrite, signal }: RejectsCsvOptions,
): Promise<number> {
  // Records are external input, and people open this file in a spreadsheet.
  const sink = csvSink(file, { headers, neverOverwrite, signal, neutralizeFormulas: true });
  const { rowsWritten } = await sink.write(asRecords(rejects));
  return rowsWritten;
}

/** Returns the record as the reader delivered it, as a text; older rejects have only what the step received. */
export function recordText({ record, input }: StoredReject): string {
  const kept = record ?? input;
  if (kept === null || kept === undefined) return '';
  return typeof kept === 'string' ? kept : JSON.stringify(kept);
}

async function* asRecords(
  parts: AsyncIterable<readonly StoredReject[]>,
): AsyncGenerator<Record<(typeof headers)[number], string>, void, undefined> {
  for await (const part of parts) {
    for (const reject of part) {
      const { lineNumber, field, code, message } = reject;
      const line = lineNumber === null ? '' : String(lineNumber);
      yield { line, column: field ?? '', code, message, record: recordText(reject) };
    }
  }
}
