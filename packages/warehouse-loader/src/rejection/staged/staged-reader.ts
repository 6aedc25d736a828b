import { type DedicatedConnection, quoteIdentifiers, quoteIdentifier } from '@wdh/postgres';
import type { TargetColumn } from '../../catalog/target.js';
import type { RowOrigin } from '../../copy/copy-segment.js';
import type { StagedTable } from '../../copy/staging-table.js';
import { arrayElement, arrayOf } from '../probe/array-text.js';
import type { ProbeParts } from '../probe/probe-block.js';
import { RefusalProbe } from '../probe/refusal-probe.js';
import { stagedParts } from '../probe/staged-parts.js';
import { isBetween, placesOf } from './staged-places.js';

/** A row in the staging table, of which only its numbers are read. */
export interface StagedRow extends RowOrigin {
  /** Its position in the load, from 1. */
  readonly position: number;
  /** The range of the staging table that contains it, from 0. */
  readonly range: number;
}

/** How rows of a staging table are tried by a {@link RefusalProbe}. */
export interface RowProbing {
  readonly probe: Pick<RefusalProbe, 'isUsable' | 'run'>;
  /**
   * @param statement - The statement, with the parameters of {@link StagedReader.parametersOf}.
   * @param mark - Its condition in {@link StagedReader.typed}.
   */
  readonly partsOf: (statement: string, mark: string) => ProbeParts;
  readonly textOf: (rows: readonly StagedRow[]) => string;
}

/** How statements read some rows of a staging table. */
export interface StagedReader {
  /** The columns for SQL. */
  readonly columns: string;
  /** Name of the column of the position, quoted. */
  readonly position: string;
  /**
   * A subquery of the position and the columns, with their types, in the order of the rows.
   *
   * @param mark - A condition that is evaluated once for each row, before anything else.
   */
  readonly typed: (mark: string, alias?: string) => string;
  /** The parameters of such a subquery. */
  readonly parametersOf: (rows: readonly StagedRow[]) => readonly string[];
  /** The values of several rows of one range as texts, by their positions. */
  readonly textsOf: (
    rows: readonly StagedRow[],
  ) => Promise<ReadonlyMap<number, readonly (string | null)[]>>;
  /** How rows of one range are tried one by one on the server. */
  readonly probing: RowProbing;
}

/**
 * Creates a reader of rows whose values stay on the server: if read as texts and sent again, they
 * could change with the settings of the session.
 */
export function createStagedReader(
  connection: DedicatedConnection,
  { name, numbers: [position = ''] }: StagedTable,
  columns: readonly TargetColumn[],
  tableOid: number,
): StagedReader {
  const list = quoteIdentifiers(columns.map(({ column }) => column.name));
  const texts = columns
    .map(({ column }) => `${quoteIdentifier(column.name)}::pg_catalog.text`)
    .join(', ');
  const condition = `${isBetween('$2', '$3')} and ${position} operator(pg_catalog.=) any($1::bigint[])`;
  const chosen = `from ${name} where ${condition}`;
  const parametersOf = (rows: readonly StagedRow[]): readonly string[] => {
    const [from, to] = placesOf(rows[0]?.range ?? 0);
    return [`{${rows.map((row) => String(row.position)).join(',')}}`, from, to];
  };
  const typed = (mark: string, alias = 'typed'): string =>
    `(select * from (select ${position}, ${list} ${chosen} order by ${position} offset 0) as ordered
      where ${mark}) as ${alias}`;
  return {
    columns: list,
    position,
    typed,
    parametersOf,
    textsOf: async (rows) => {
      const found = await connection.query<{
        readonly place: string;
        readonly texts: readonly (string | null)[];
      }>(
        `select ${position}::pg_catalog.text as place, pg_catalog.to_json(array[${texts}]) as texts ${chosen}`,
        parametersOf(rows),
      );
      return new Map(found.map(({ place, texts: values }) => [Number(place), values]));
    },
    probing: {
      probe: new RefusalProbe(connection, tableOid),
      partsOf: (statement, mark) =>
        stagedParts({ name, position, columns: list, condition }, statement, typed(mark)),
      textOf: (rows) => arrayOf(parametersOf(rows).map(arrayElement)),
    },
  };
}
