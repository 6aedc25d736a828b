import { type Logger, type NumberTexts, type RowBatch, WdhError } from '@wdh/pipeline-core';
import { DatabaseError } from '@wdh/postgres';
import {
  type ColumnPlan,
  namesIn,
  planColumns,
  type RowNames,
} from '../catalog/columns/plan-columns.js';
import { settleSequences } from '../catalog/columns/settle-sequences.js';
import { warnOfDroppedColumns } from '../catalog/columns/unknown-columns.js';
import type { RecordSpan } from '../copy/copy-segment.js';
import {
  nothingWritten,
  type TableWriter,
  type TakeRejected,
  type WriteCounts,
  type WriterOptions,
} from '../copy/table-writer.js';
import type { LoadMode } from '../modes/load-mode.js';
import type { TriggerWrites } from '../results/trigger-writes.js';
import { readTriggerWrites } from './ledger/trigger-writes.js';

/** Options of {@link writeBatches}. */
export interface WriteBatchesOptions extends Omit<WriterOptions, 'use' | 'rejectsRows'> {
  readonly mode: LoadMode;
  readonly logger: Logger;
  /** Whether a load that deletes all rows may leave the table empty. */
  readonly allowEmpty: boolean;
  /** Called with the number of rows of each batch; the load waits for it. */
  readonly onTaken: (rows: number) => Promise<void> | void;
  /** Called after the last batch, before the server has finished. */
  readonly onLastTaken?: (() => void) | undefined;
  /** Receives the contents of a batch besides its rows. */
  readonly onRejected: TakeRejected;
}

/** The outcome of the batches. */
export interface WrittenBatches {
  readonly counts: WriteCounts;
  /** Received rows, counted here, not by the server. */
  readonly rowsTaken: number;
  /** Refused rows among them. */
  readonly rowsRefused: number;
  readonly dropped: readonly string[];
  /** Rows that triggers wrote in addition. */
  readonly triggerWrites: readonly TriggerWrites[];
  /** Columns whose sequence would next return a value that exists in the table. */
  readonly sequencesBehind: readonly string[];
}

/** Writes all batches into the target. A server error names the record that caused it. */
export async function writeBatches(
  batches: AsyncIterable<RowBatch<object>>,
  given: WriteBatchesOptions,
): Promise<WrittenBatches> {
  const { connection, mode, target, logger, allowEmpty, onTaken, onRejected, onRefused } = given;
  let plan: ColumnPlan | null = null;
  let writer: TableWriter | null = null;
  let rowsTaken = 0;
  let rowsRefused = 0;
  const countRefused: TakeRejected = (rejected, freeConnection) => {
    rowsRefused += rejected.length;
    return onRefused?.(rejected, freeConnection) ?? Promise.resolve();
  };
  const options = {
    ...given,
    use: mode,
    rejectsRows: onRefused !== null,
    onRefused: onRefused === null ? null : countRefused,
  };
  try {
    for await (const batch of whileConnected(batches, connection)) {
      rowsTaken += batch.rows.length;
      await onTaken(batch.rows.length);
      if (batch.rows.length > 0) {
        plan ??= planColumns(options, namesOf(batch));
        writer ??= await startWriter(mode, options, plan, batch);
        await writer.write(batch);
      }
      if (batch.columns !== undefined) plan ??= planColumns(options, namesOf(batch));
      if (batch.rejected.length > 0) {
        await onRejected(batch.rejected, async () => writer?.flush());
      }
    }
    given.onLastTaken?.();
    plan ??= planColumns(options, null);
    if (mode.deletesRows) {
      if (writer === null && !allowEmpty) throw replaceWithoutRows(target.name);
      writer ??= await startWriter(mode, options, plan);
    }
    const counts = (await writer?.finish()) ?? nothingWritten;
    if (mode.deletesRows && counts.inserted === 0 && !allowEmpty) {
      throw replaceWithoutRows(target.name);
    }
    const dropped = writer?.dropped ?? plan.dropped;
    warnOfDroppedColumns(logger, target.name, dropped, plan.explain);
    const hasRefusals = rowsRefused > 0;
    const triggerWrites = await readTriggerWrites(connection, target, counts, hasRefusals, logger);
    const sequencesBehind =
      writer === null ? [] : await settleSequences(connection, target, writer.columns, logger);
    return {
      counts,
      rowsTaken,
      rowsRefused,
      dropped,
      triggerWrites,
      sequencesBehind,
    };
  } catch (error) {
    throw withOrigin(error, writer);
  }
}

/** Returns the column names of a batch: those that its source declares, and those of its rows. */
function namesOf({ rows, columns }: RowBatch<object>): RowNames {
  const names = new Set([...(columns ?? []), ...namesIn(rows)]);
  return { names, areAll: columns !== undefined };
}

/** An empty file, an error page or a filter that rejects everything would empty the table. */
function replaceWithoutRows(table: string): WdhError {
  return new WdhError(
    `There are no rows to replace those of ${table}. Check the source and its rejected and filtered rows; to empty the table on purpose, set allowEmpty.`,
    { code: 'REPLACE_WITHOUT_ROWS', category: 'data' },
  );
}

/** How the values of a batch are interpreted. */
interface ValuesOfBatch {
  readonly areJsonValues?: boolean | undefined;
  readonly numberTexts?: NumberTexts | null | undefined;
}

async function startWriter(
  mode: LoadMode,
  given: WriterOptions,
  plan: ColumnPlan,
  { areJsonValues = false, numberTexts = null }: ValuesOfBatch = {},
): Promise<TableWriter> {
  const reading = { ...given.target.reading, areJsonValues, numberTexts };
  const options = { ...given, target: { ...given.target, reading } };
  return mode.openWriter(options, plan);
}

/** Reads batches one by one, and stops waiting for a source if the connection is lost. */
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
    // A source that hangs would never answer; it is closed without waiting.
    const closed = isDone ? undefined : iterator.return?.();
    if (isPending) closed?.catch(() => undefined);
    else await closed;
  }
}

/**
 * Adds the record of the source to an error of COPY, by its line. If the server checks the rows at
 * the end of the statement and reports no line, adds the range of possible records.
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
