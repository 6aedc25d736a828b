import { type Queryable, quoteIdentifiers } from '@wdh/postgres';
import type { TargetColumn } from '../../catalog/target.js';
import type { StagingTable, StagedTable } from '../../copy/staging-table.js';
import type { StagedRows } from '../merge.js';
import type { StagedLoad } from '../staged-load.js';
import { Refusal } from '../staged/guarded-statements.js';
import type { RejectSources } from '../staged/row-isolation.js';
import type { Refuse } from '../staged/staged-ranges.js';
import { type CombinedRows, combineRows } from './combine-rows.js';
import { isGiven, patternOf } from './given-columns.js';
import { refuseUnkeyable } from './refuse-unkeyable.js';
import { rejectSources } from './reject-sources.js';

/** Staged rows that are inserted with the same columns. */
export interface StagedPart {
  /** The rows, for statements that read all of them. */
  readonly rows: StagedTable;
  /** Returns a table that has only these rows, until the next part. */
  readonly toTable: () => Promise<StagedTable>;
  readonly staged: StagedRows;
  /** The columns that are inserted; the others have their defaults. */
  readonly columns: readonly TargetColumn[];
}

/** The rows of a load in parts. */
export interface StagedParts {
  /** Rows whose key occurs again in a later row, and which were combined with it. */
  readonly combined: number;
  /** Null if the refused rows are those of the load. */
  readonly rejectSources: RejectSources | null;
  /** Yields one part after another. */
  readonly parts: AsyncIterable<StagedPart>;
}

/** Most parts for which the whole table is searched. */
const fewParts = 8;

/**
 * Divides staged rows into parts by the columns with a default that they have no value for, because
 * only the server can compute defaults as it does for an INSERT.
 */
export async function divideRows(
  load: StagedLoad,
  staging: StagingTable,
  given: StagedRows,
  refuse: Refuse,
): Promise<StagedParts> {
  let staged = given;
  const { connection, key, columns } = load;
  const isMarked = staging.given !== null;
  if (!isMarked && key?.isPlain !== false)
    return { combined: 0, rejectSources: null, parts: only(wholeOf(staging, staged, columns)) };
  const defaults = isMarked ? columns.filter(({ column }) => column.hasDefault) : [];
  if (key === null) {
    const hasValue = (column: TargetColumn): string => isGiven('staged', staging, columns, column);
    const pattern = defaults.length === 0 ? null : patternOf(defaults, hasValue);
    return {
      combined: 0,
      rejectSources: null,
      parts: partsOf(load, staging, staged, defaults, pattern),
    };
  }
  const { areKeysAscending } = staged;
  const combine = (on: Queryable): Promise<CombinedRows> =>
    combineRows(on, load, key, staging, areKeysAscending, defaults);
  let combined = await load.statements.together(combine);
  if (combined instanceof Refusal) {
    const refused = await refuseUnkeyable(load, key, staging, refuse);
    if (refused === 0) throw combined.error;
    staged = { ...staged, count: staged.count - refused };
    combined = await combine(connection);
  }
  const rows = { ...staged, count: combined.count, areKeysAscending, areKeysUnique: true };
  const pattern = defaults.length === 0 ? null : combined.pattern;
  const { repeated } = combined;
  return {
    combined: staged.count - combined.count,
    rejectSources: isMarked ? (refused) => rejectSources(load, staging, repeated, refused) : null,
    parts: partsOf(load, combined.table, rows, defaults, pattern),
  };
}

function wholeOf(
  table: StagedTable,
  staged: StagedRows,
  columns: readonly TargetColumn[],
): StagedPart {
  return { rows: table, toTable: () => Promise.resolve(table), staged, columns };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the same type as that of several
async function* only(part: StagedPart): AsyncGenerator<StagedPart> {
  yield part;
}

/** @param pattern - The pattern of a row, for SQL; null if all rows have the same. */
async function* partsOf(
  { connection, columns }: StagedLoad,
  table: StagedTable,
  staged: StagedRows,
  defaults: readonly TargetColumn[],
  pattern: string | null,
): AsyncGenerator<StagedPart> {
  const found =
    pattern === null
      ? []
      : await connection.query<{ readonly pattern: string; readonly count: string }>(
          `select ${pattern} as pattern, pg_catalog.count(*) from ${table.name} as staged group by 1
           order by pg_catalog.min(staged.${table.numbers[0] ?? ''})`,
        );
  const columnsOf = (digits: string): readonly TargetColumn[] =>
    columns.filter((column) => {
      const place = defaults.indexOf(column);
      return place === -1 || digits[place] === '1';
    });
  const [first] = found;
  if (pattern === null || first === undefined || found.length === 1) {
    yield wholeOf(table, staged, columnsOf(first?.pattern ?? defaults.map(() => '1').join('')));
    return;
  }
  const names = columns.map(({ column }) => column.name);
  const list = `${table.numbers.join(', ')}, ${quoteIdentifiers(names)}`;
  if (found.length > fewParts) {
    await connection.query(
      `create index on ${table.name} ((${pattern.replaceAll('staged.', '')}))`,
    );
  }
  const { numbers } = table;
  const part = { name: 'pg_temp.wdh_part', numbers };
  for (const { pattern: digits, count } of found) {
    // A pattern consists of digits.
    const isOfPart = `${pattern} operator(pg_catalog.=) '${digits}'`;
    const select = `select ${list} from ${table.name} as staged where ${isOfPart}`;
    yield {
      rows: { name: `(${select})`, numbers },
      toTable: async () => {
        await connection.query(
          `create temporary table if not exists wdh_part on commit drop as ${select} with no data;
           truncate ${part.name}; insert into ${part.name} ${select}`,
        );
        return part;
      },
      staged: { ...staged, count: Number(count) },
      columns: columnsOf(digits),
    };
  }
}
