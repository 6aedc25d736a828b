import type postgres from 'postgres';

/** A column of a result. */
export interface ResultColumn {
  readonly name: string;
  /** Object id of its type, such as 23 for integer. */
  readonly typeId: number;
}

/** A row as the server's own texts; null is SQL's null. */
export type ResultRow = readonly (string | null)[];

/** Receives the next rows of a result; the server waits for it. */
export type RowsReceiver = (
  rows: readonly ResultRow[],
  columns: readonly ResultColumn[],
) => Promise<void>;

/** The result of a statement. */
export interface StatementResult {
  /** Such as `SELECT` or `CREATE TABLE`. */
  readonly command: string;
  /** Empty for a statement that returns no rows. */
  readonly columns: readonly ResultColumn[];
  /** Rows that it returned or else changed; null where it did neither. */
  readonly rowCount: number | null;
}

/** The state of the session while it reads. */
export interface ReadingState {
  readonly isCancelled: () => boolean;
  readonly isLost: () => boolean;
}

/** Bounds memory; a round trip for so many rows costs little. */
const batchRows = 200;

/** A batch as the driver passes it on: rows of bytes. */
interface Batch extends ReadonlyArray<readonly (Uint8Array | null)[]> {
  readonly columns?: readonly { readonly name: string; readonly type: number }[] | null;
  readonly command?: string;
  readonly count?: number | null;
}

/** Runs one statement and reads its rows in batches; null if it was cancelled in between. */
export async function readByCursor(
  sql: postgres.Sql,
  statement: string,
  receive: RowsReceiver,
  state: ReadingState,
): Promise<StatementResult | null> {
  let columns: readonly ResultColumn[] = [];
  let rowCount = 0;
  const passedOn = new WeakSet<object>();
  let receiving: Promise<void> = Promise.resolve();
  const failures: unknown[] = [];

  const take = (batch: Batch): Promise<void> => {
    passedOn.add(batch);
    if (batch.columns != null) columns = batch.columns.map(columnOf);
    // The driver also passes on the empty result of a command that changed rows.
    if (columns.length === 0) return receiving;
    rowCount += batch.length;
    receiving = receive(batch.map(rowOf), columns).catch((error: unknown) => {
      failures.push(error);
    });
    return receiving;
  };

  const onBatch: (rows: unknown) => unknown = async (rows) => {
    await take(rows as Batch);
    // The driver would write to the closed socket, which throws outside of any try.
    if (state.isLost()) await new Promise(() => undefined);
    return state.isCancelled() || failures.length > 0 ? sql.CLOSE : undefined;
  };
  const reading = sql.unsafe(statement, [], { prepare: false }).raw().cursor(batchRows, onBatch);
  // The driver's types do not say that a cursor also resolves to its last result.
  const last = (await reading) as unknown as Batch;
  // The driver does not pass on the last batch of commands that count no rows, such as SHOW.
  if (!passedOn.has(last) && last.length > 0) await take(last);
  await receiving;
  if (failures.length > 0) throw failures[0];
  if (last.columns != null && columns.length === 0) columns = last.columns.map(columnOf);
  // After a CLOSE there is no command.
  if (last.command == null) return null;
  const changed = last.count ?? null;
  return {
    command: last.command,
    columns,
    rowCount: columns.length > 0 ? rowCount : changed,
  };
}

function columnOf({ name, type }: { readonly name: string; readonly type: number }): ResultColumn {
  return { name, typeId: type };
}

function rowOf(row: readonly (Uint8Array | null)[]): ResultRow {
  return row.map((value) => (value === null ? null : Buffer.from(value).toString('utf8')));
}
