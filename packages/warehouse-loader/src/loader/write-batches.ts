import type { Logger, RowBatch } from '@wdh/pipeline-core';
import { DatabaseError } from '../errors/database-error.js';
import { warnOfDroppedColumns } from '../target/split-columns.js';
import type { RecordSpan } from '../write/copy-segment.js';
import { appendRows } from '../write/append-rows.js';
import type { LoadMode } from '../target/load-mode.js';
import { planColumns } from '../encode/plan-columns.js';
import { screenRows } from '../screening/screen-rows.js';
import type {
  TableWriter,
  TakeRejected,
  WriteCounts,
  WriterOptions,
} from '../write/table-writer.js';

/** What {@link writeBatches} works with. */
export interface WriteBatchesOptions extends WriterOptions {
  readonly logger: Logger;
  /** Told how many rows each batch brings; the load waits for it. */
  readonly onTaken: (rows: number) => Promise<void> | void;
  /** Takes what came with a batch besides its rows. */
  readonly onRejected: TakeRejected;
}

/** What became of the batches. */
export interface WrittenBatches {
  readonly counts: WriteCounts;
  /** Rows that came, counted here, not by the server. */
  readonly rowsTaken: number;
  /** Those of them that were refused and handed over. */
  readonly rowsRefused: number;
  readonly dropped: readonly string[];
  /** Whether they took the slower way, because the role may not create temporary tables. */
  readonly isUnstaged: boolean;
}

/** Writes all batches into the target. An error of the server names the record at fault. */
export async function writeBatches(
  batches: AsyncIterable<RowBatch<object>>,
  given: WriteBatchesOptions,
): Promise<WrittenBatches> {
  const { connection, mode, target, logger, onTaken, onRejected, onRefused } = given;
  let writer: TableWriter | null = null;
  let rowsTaken = 0;
  let rowsRefused = 0;
  const countRefused: TakeRejected = (rejected, freeConnection) => {
    rowsRefused += rejected.length;
    return onRefused?.(rejected, freeConnection) ?? Promise.resolve();
  };
  const options = { ...given, onRefused: onRefused === null ? null : countRefused };
  const isUnstaged = isWithoutStaging(given);
  if (isUnstaged) warnOfNoStaging(logger, target.name, mode);
  try {
    for await (const batch of whileConnected(batches, connection)) {
      rowsTaken += batch.rows.length;
      await onTaken(batch.rows.length);
      if (batch.rows.length > 0) {
        writer ??= await startWriter(options, batch.rows, batch.areJsonValues);
        await writer.write(batch);
      }
      if (batch.rejected.length > 0) {
        await onRejected(batch.rejected, async () => writer?.flush());
      }
    }
    if (mode === 'replace') writer ??= await startWriter(options, []);
    const none = { inserted: 0, updated: 0, unchanged: 0, superseded: 0 };
    const counts = (await writer?.finish()) ?? none;
    const dropped = writer?.dropped ?? [];
    warnOfDroppedColumns(logger, target.name, dropped);
    return { counts, rowsTaken, rowsRefused, dropped, isUnstaged };
  } catch (error) {
    throw withOrigin(error, writer);
  }
}

async function startWriter(
  given: WriterOptions,
  firstRows: readonly object[],
  areJsonValues = false,
): Promise<TableWriter> {
  const { mode, keys } = given;
  const target = { ...given.target, reading: { ...given.target.reading, areJsonValues } };
  const options = { ...given, target };
  const plan = planColumns(target, mode, keys, firstRows);
  const isScreened = mode !== 'append' || options.onRefused !== null;
  return isScreened ? screenRows(options, plan) : appendRows(options, plan);
}

function warnOfNoStaging(logger: Logger, table: string, mode: LoadMode): void {
  const hint = 'GRANT TEMPORARY on the database to the role, to load faster.';
  logger.warn('database.load.unstaged', { table, mode, hint });
}

/** Whether rows must take the slower way, because the role may not create temporary tables. */
function isWithoutStaging({ mode, target }: WriterOptions): boolean {
  return mode !== 'append' && !target.catalog.canCreateTemporary;
}

/** Takes batches one by one, and stops waiting for a source when the connection is lost. */
async function* whileConnected<Batch>(
  batches: AsyncIterable<Batch>,
  connection: WriterOptions['connection'],
): AsyncGenerator<Batch, void, undefined> {
  const iterator = batches[Symbol.asyncIterator]();
  let isPending = false;
  let isDone = false;
  try {
    for (;;) {
      isPending = true;
      const next = await connection.watch(iterator.next());
      isPending = false;
      isDone = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // A source that hangs would never answer; it is told, but not waited for.
    const closed = isDone ? undefined : iterator.return?.();
    if (isPending) closed?.catch(() => undefined);
    else await closed;
  }
}

/**
 * Adds to an error of COPY which record of the source stood on the line at fault; where the server
 * looks at the rows when the statement ends, and tells no line, which records it may be.
 */
function withOrigin(error: unknown, writer: TableWriter | null): unknown {
  if (!(error instanceof DatabaseError) || error.category !== 'data') return error;
  if (error.context.stepName !== undefined) return error;
  const { copyLine, summary } = error;
  const segment = writer?.segment ?? null;
  const origin = copyLine === null ? null : segment?.originOf(copyLine);
  const span = copyLine === null ? (segment?.records ?? null) : null;
  return new DatabaseError(span === null ? summary : `${summary} ${amongRecords(span)}`, {
    code: error.code,
    category: error.category,
    isRetryable: error.isRetryable,
    stepName: 'load',
    rowNumber: origin?.rowNumber ?? undefined,
    lineNumber: origin?.lineNumber ?? undefined,
    field: error.column ?? undefined,
    details: error,
  });
}

function amongRecords({ first, last }: RecordSpan): string {
  return `It is about one of the records ${first} to ${last}; loadPipeline with onRefusal 'reject' names each that is refused.`;
}
