import type { RejectedRow, RowSource } from '@wdh/pipeline-core';

/** Reads a source to its end. */
export async function readSource<Row extends object>(
  source: RowSource<Row>,
  signal?: AbortSignal,
): Promise<{ rows: Row[]; lineNumbers: (number | null)[]; rejected: RejectedRow[] }> {
  const rows: Row[] = [];
  const lineNumbers: (number | null)[] = [];
  const rejected: RejectedRow[] = [];
  for await (const batch of source.read(signal)) {
    rows.push(...batch.rows);
    lineNumbers.push(...batch.lineNumbers);
    rejected.push(...batch.rejected);
  }
  return { rows, lineNumbers, rejected };
}
