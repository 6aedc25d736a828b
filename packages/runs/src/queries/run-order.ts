import { and, asc, desc, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { pipelineExecutions as runs } from '../schema.js';
import { instantPattern, readCursor, writeCursor } from './cursor.js';

const time = { pattern: instantPattern, type: sql`timestamptz` };
const number = { pattern: /^\d{1,18}$/, type: sql`bigint` };

/** By what runs can be sorted. */
export const runOrders = {
  started: { column: runs.startedAt, ...time },
  ended: { column: runs.completedAt, ...time },
  duration: { column: runs.durationMs, ...number },
  read: { column: runs.rowsInput, ...number },
  loaded: { column: runs.rowsOutput, ...number },
  rejected: { column: runs.rowsFailed, ...number },
} as const;

/** The order of runs: by start, end, duration, or rows read, loaded or rejected. */
export type RunOrder = keyof typeof runOrders;

/** The values by which a run is sorted: as texts, because a Date has no microseconds. */
export interface RunPosition {
  readonly executionId: string;
  /** Null for a run without the value. */
  readonly position: string | null;
  readonly started: string;
}

type Texts<Row> = { readonly [Name in keyof Row]: SQL.Aliased<Row[Name]> };

/** One part of a sorted list: the runs with the value, or those without it. */
export interface ListPart {
  readonly condition: SQL | undefined;
  readonly orderBy: readonly SQL[];
}

/**
 * The order of a list in two parts, so that each part is read by its index: first the runs with the
 * value of the order, then those without it, the latest first.
 */
export class RunSorting {
  readonly #order: RunOrder;
  readonly #isAscending: boolean;

  constructor(order: RunOrder, isAscending: boolean) {
    this.#order = order;
    this.#isAscending = isAscending;
  }

  /** Selects what {@link cursorOf} needs. */
  get columns(): Texts<Omit<RunPosition, 'executionId'>> {
    return {
      position: sql<string | null>`${runOrders[this.#order].column}::text`.as('position'),
      started: sql<string>`${runs.startedAt}::text`.as('started'),
    };
  }

  /** Returns the cursor of the runs behind this one. */
  cursorOf({ position, started, executionId }: RunPosition): string {
    return position === null
      ? writeCursor(this.#name, '', started, executionId)
      : writeCursor(this.#name, position, executionId);
  }

  /**
   * Returns the parts to read, in their order.
   *
   * @throws WdhError `RUN_QUERY_INVALID` for a cursor of another list.
   */
  parts(cursor: string | undefined, hasLast: boolean): readonly ListPart[] {
    const last = hasLast && this.#order !== 'started';
    if (cursor === undefined) return last ? [this.#valued(), this.#unvalued()] : [this.#valued()];
    const { pattern } = runOrders[this.#order];
    const name = new RegExp(`^${this.#name}$`);
    const position = readCursor(cursor, [name, pattern, /^/], [name, /^$/, instantPattern, /^/]);
    if (position.length === 4) return [this.#unvalued(position.slice(2))];
    const valued = this.#valued(position.slice(1));
    return last ? [valued, this.#unvalued()] : [valued];
  }

  get #name(): string {
    return `${this.#order} ${this.#isAscending ? 'up' : 'down'}`;
  }

  #valued(behind?: readonly string[]): ListPart {
    const { column, type } = runOrders[this.#order];
    const direction = this.#isAscending ? asc : desc;
    const than = this.#isAscending ? sql`>` : sql`<`;
    const [position, executionId] = behind ?? [];
    return {
      condition: and(
        // Said also with a cursor, whose comparison does not show the planner a partial index.
        this.#order === 'started' ? undefined : isNotNull(column),
        behind === undefined
          ? undefined
          : sql`(${column}, ${runs.executionId}) ${than} (${position}::text::${type}, ${executionId}::text)`,
      ),
      orderBy: [direction(column), direction(runs.executionId)],
    };
  }

  #unvalued(behind?: readonly string[]): ListPart {
    const isUnvalued = isNull(runOrders[this.#order].column);
    const [started, executionId] = behind ?? [];
    return {
      condition:
        behind === undefined
          ? isUnvalued
          : sql`${isUnvalued} and (${runs.startedAt}, ${runs.executionId}) < (${started}::text::timestamptz, ${executionId}::text)`,
      orderBy: [desc(runs.startedAt), desc(runs.executionId)],
    };
  }
}
