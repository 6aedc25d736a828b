import type { RejectedRow } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { refusalOf } from '../errors/refusal-of.js';
import { quoteIdentifier } from '../target/identifier.js';
import type { TargetColumn } from '../target/target.js';
import { loadStepName } from '../write/refused-row.js';
import type { TakeRejected } from '../write/table-writer.js';
import type { TextStaging } from '../staging/text-staging.js';

/**
 * Rows that one attempt takes. Each attempt is a savepoint; a row that is refused costs about twice
 * as many rows written again, and twenty savepoints.
 */
const rangeRows = 1_024;

/**
 * Runs a statement on the rows from one position to another; where they are refused, on either half
 * of them, down to the row at fault, which is noted. The type conversions of INSERT name no column,
 * so that each column of such a row is then tried by itself.
 *
 * @see https://www.postgresql.org/docs/current/plpgsql-control-structures.html#PLPGSQL-ERROR-TRAPPING
 */
const isolate = `
create function pg_temp.wdh_isolate(
  statement text, probes json, first_row bigint, last_row bigint) returns bigint[]
language plpgsql as $wdh$
declare
  written bigint;
  middle bigint := (first_row + last_row) / 2;
  lower_half bigint[];
  upper_half bigint[];
  state text;
  at_column text;
  at_constraint text;
  probe json;
begin
  begin
    execute statement using first_row, last_row;
    get diagnostics written = row_count;
    return array[written, 0];
  exception when data_exception or integrity_constraint_violation or raise_exception then
    get stacked diagnostics state = returned_sqlstate, at_column = column_name,
      at_constraint = constraint_name;
    -- A sequence that is exhausted counts as a data exception, and is the fault of no row.
    if state = '2200H' then raise; end if;
  end;
  if first_row < last_row then
    lower_half := pg_temp.wdh_isolate(statement, probes, first_row, middle);
    upper_half := pg_temp.wdh_isolate(statement, probes, middle + 1, last_row);
    return array[lower_half[1] + upper_half[1], lower_half[2] + upper_half[2]];
  end if;
  if state like '22%' then
    for probe in select value from json_array_elements(probes) loop
      begin
        execute probe->>1 using first_row;
      exception when data_exception then
        at_column := probe->>0;
        exit;
      end;
    end loop;
  end if;
  insert into pg_temp.wdh_refused
  values (first_row, state, nullif(at_column, ''), nullif(at_constraint, ''));
  return array[0, 1];
end
$wdh$`;

interface NotedRow {
  readonly record: string | null;
  readonly line: string | null;
  readonly state: string;
  readonly column: string | null;
  readonly constraint: string | null;
  readonly texts: readonly (string | null)[];
}

/** Writes staged rows range by range, and hands over those that the server refuses. */
export class RowIsolation {
  readonly #connection: DedicatedConnection;
  readonly #staging: TextStaging;
  readonly #columns: readonly TargetColumn[];
  readonly #onRefused: TakeRejected;

  private constructor(
    connection: DedicatedConnection,
    staging: TextStaging,
    columns: readonly TargetColumn[],
    onRefused: TakeRejected,
  ) {
    this.#connection = connection;
    this.#staging = staging;
    this.#columns = columns;
    this.#onRefused = onRefused;
  }

  /** Makes ready, once all rows are staged. */
  static async prepare(
    connection: DedicatedConnection,
    staging: TextStaging,
    columns: readonly TargetColumn[],
    onRefused: TakeRejected,
  ): Promise<RowIsolation> {
    await connection.query(`create unique index on ${staging.name} (${staging.position})`);
    await connection.query(`analyze ${staging.name} (${staging.position})`);
    await connection.query(
      `create temporary table wdh_refused ("row" bigint primary key, state text, at_column text,
         at_constraint text, is_told boolean not null default false) on commit drop`,
    );
    await connection.query(isolate);
    return new RowIsolation(connection, staging, columns, onRefused);
  }

  /**
   * Runs a statement on all rows; it takes those whose position is between `$1` and `$2`.
   *
   * @returns how many rows the server says it wrote.
   */
  async run(statement: string, lastPosition: number): Promise<number> {
    const probes = JSON.stringify(this.#staging.probes);
    let rowsWritten = 0;
    for (let first = 1; first <= lastPosition; first += rangeRows) {
      const last = Math.min(first + rangeRows - 1, lastPosition);
      const [found] = await this.#connection.query<{ written: string; refused: string }>(
        `select counts[1] as written, counts[2] as refused
         from pg_temp.wdh_isolate($1, $2::text::json, $3, $4) as counts`,
        [statement, probes, first, last],
      );
      rowsWritten += Number(found?.written);
      if (Number(found?.refused) > 0) await this.#handOver(first, last);
    }
    return rowsWritten;
  }

  async #handOver(first: number, last: number): Promise<void> {
    const { name, position, record, line } = this.#staging;
    const texts = this.#columns.map(({ column }) => `s.${quoteIdentifier(column.name)}`);
    const noted = await this.#connection.query<NotedRow>(
      `
      select s.${record} as record, s.${line} as line, r.state, r.at_column as "column",
        r.at_constraint as "constraint", to_json(array[${texts.join(', ')}]) as texts
      from pg_temp.wdh_refused r join ${name} s on s.${position} = r."row"
      where r."row" between $1 and $2 and not r.is_told order by r."row"`,
      [first, last],
    );
    await this.#connection.query(
      'update pg_temp.wdh_refused set is_told = true where "row" between $1 and $2',
      [first, last],
    );
    await this.#onRefused(
      noted.map((row) => this.#rejected(row)),
      () => Promise.resolve(),
    );
  }

  #rejected({ record, line, state, column, constraint, texts }: NotedRow): RejectedRow {
    const input = this.#columns.map(({ property }, index) => [property, texts[index]] as const);
    const at = this.#columns.find((candidate) => candidate.column.name === column);
    return {
      rowNumber: record === null ? null : Number(record),
      lineNumber: line === null ? null : Number(line),
      stepName: loadStepName,
      field: at?.property ?? column,
      ...refusalOf(state, { column, constraint }),
      input: Object.fromEntries(input),
    };
  }
}
