import { csvSink } from '@wdh/file-connector';
import type { Runs, StoredReject } from '@wdh/runs';

const headers = ['line', 'column', 'code', 'message', 'record'] as const;

/** Most rows that one query returns: their records may be large. */
const pageSize = 500;

/** Writes the rejected rows of a run as CSV, in the layout of `wdh rejects --csv`. */
export async function writeRejects(runs: Runs, executionId: string, file: string): Promise<void> {
  // Records are external input, and people open this file in a spreadsheet.
  const sink = csvSink(file, { headers, neutralizeFormulas: true });
  await sink.write(rejectsOf(runs, executionId));
}

async function* rejectsOf(
  runs: Runs,
  run: string,
): AsyncGenerator<Record<(typeof headers)[number], string>, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await runs.rejectedRows({ run, limit: pageSize, cursor });
    for (const reject of page.items) {
      const { lineNumber, field, code, message } = reject;
      const line = lineNumber === null ? '' : String(lineNumber);
      yield { line, column: field ?? '', code, message, record: recordText(reject) };
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** The record as the reader delivered it, as a text; older rejects have only what the step received. */
function recordText({ record, input }: StoredReject): string {
  const kept = record ?? input;
  if (kept === null || kept === undefined) return '';
  return typeof kept === 'string' ? kept : JSON.stringify(kept);
}
