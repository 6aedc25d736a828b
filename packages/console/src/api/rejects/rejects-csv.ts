import { Readable } from 'node:stream';
import { type CsvCell, csvText } from '@wdh/file-connector';
import type { RejectedRowsOptions, Runs, StoredReject } from '@wdh/runs';

const headers = [
  'run',
  'row',
  'line',
  'column',
  'code',
  'message',
  'resolved_by',
  'record',
] as const;

type Cells = Record<(typeof headers)[number], CsvCell>;

/** Most rows of one query. */
const pageRows = 500;

/** Which rows a file has. */
export interface RejectsCsvOptions {
  readonly rows: RejectedRowsOptions;
  readonly mostRows: number;
  readonly keepsFormulas: boolean;
  /** Changes a row before it is written. */
  readonly shown: (reject: StoredReject) => StoredReject;
}

/**
 * Returns rejected rows as a CSV file, read in parts as the client takes them. A file that is cut at
 * `mostRows` says so in its last line.
 */
export function rejectsCsv(
  runs: Pick<Runs, 'rejectedRows'>,
  { rows, mostRows, keepsFormulas, shown }: RejectsCsvOptions,
): ReadableStream {
  async function* cells(): AsyncGenerator<Cells> {
    let left = mostRows;
    let cursor: string | undefined;
    do {
      const page = await runs.rejectedRows({ ...rows, limit: pageRows, cursor });
      for (const reject of page.items.slice(0, left)) yield cellsOf(shown(reject));
      if (page.items.length > left || (page.items.length === left && page.next !== null)) {
        yield cutCells(mostRows);
        return;
      }
      left -= page.items.length;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
  const text = csvText(cells(), { headers, neutralizeFormulas: !keepsFormulas });
  return Readable.toWeb(text) as ReadableStream;
}

function cellsOf(reject: StoredReject): Cells {
  const { executionId, rowNumber, lineNumber, field, code, message, resolvedBy } = reject;
  return {
    run: executionId,
    row: rowNumber,
    line: lineNumber,
    column: field,
    code,
    message,
    resolved_by: resolvedBy,
    record: recordText(reject),
  };
}

/** What a CSV file cannot contain. */
const unwritable = /[\0\p{Surrogate}]/u;

/** The record as the reader delivered it; older rows have only what the step received. */
function recordText({ record, input }: StoredReject): string | null {
  const kept = record ?? input;
  if (kept === null || kept === undefined) return null;
  return typeof kept === 'string' && !unwritable.test(kept) ? kept : JSON.stringify(kept);
}

/** The last line of a file that does not have all rows. */
function cutCells(mostRows: number): Cells {
  const message = `There are more rows than the ${mostRows} that one file has. Export them by code or column.`;
  const none = { run: null, row: null, line: null, column: null, resolved_by: null, record: null };
  return { ...none, code: 'EXPORT_CUT', message };
}
