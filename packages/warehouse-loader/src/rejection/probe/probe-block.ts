import { randomBytes } from 'node:crypto';

/** Settings of the transaction for the input and the outcome of a probe. */
export const probeSettings = {
  rows: 'wdh.probe_rows',
  from: 'wdh.probe_from',
  known: 'wdh.probe_known',
  outcome: 'wdh.probe_outcome',
} as const;

/**
 * The code that tries one row: PL/pgSQL for its declarations, its loop, and the statements in that
 * loop.
 */
export interface ProbeParts {
  readonly declarations: string;
  /** The part before `loop`, which iterates over the rows in order. */
  readonly loop: string;
  /**
   * Tries the row. It may set `wdh_at` to the number of the column that it converts, from 1, and
   * back to 0, so that an error is assigned to that column.
   */
  readonly trial: string;
}

/** The result of a {@link probeBlock} for the rows from one index on. */
export interface ProbeOutcome {
  /** Index of the first row that is refused in an unknown way; the number of rows if there is none. */
  readonly next: number;
  /** Indexes of rows that are refused in a known way. */
  readonly refused: readonly number[];
  /** For each of them, the number of the way, from 1. */
  readonly ways: readonly number[];
  /** The way in which row `next` is refused; null if there is none. */
  readonly way: string | null;
}

/**
 * Creates the statement that tries rows one by one on the server, each in a subtransaction.
 *
 * A way consists of all fields of an error except its message and its detail, which contain values:
 * rows that are refused in the same way have the same error.
 */
export function probeBlock({ declarations, loop, trial }: ProbeParts): string {
  const tag = dollarTag();
  return `do ${tag}
#variable_conflict use_column
declare
  wdh_known pg_catalog.text[] := pg_catalog.current_setting('${probeSettings.known}')::pg_catalog.text[];
  wdh_from pg_catalog.int4 := pg_catalog.current_setting('${probeSettings.from}')::pg_catalog.int4;
  wdh_index pg_catalog.int4 := -1;
  wdh_at pg_catalog.int4;
  wdh_way pg_catalog.text;
  wdh_number pg_catalog.int4;
  wdh_refused pg_catalog.int4[] := '{}';
  wdh_ways pg_catalog.int4[] := '{}';
  wdh_state pg_catalog.text; wdh_column pg_catalog.text; wdh_constraint pg_catalog.text;
  wdh_table pg_catalog.text; wdh_schema pg_catalog.text; wdh_type pg_catalog.text;
  wdh_context pg_catalog.text;
  ${declarations}
begin
  ${loop} loop
    wdh_index := wdh_index operator(pg_catalog.+) 1;
    continue when wdh_index operator(pg_catalog.<) wdh_from;
    wdh_at := 0;
    wdh_way := null;
    begin
      ${trial}
    exception when others or assert_failure then
      get stacked diagnostics wdh_state = returned_sqlstate, wdh_column = column_name,
        wdh_constraint = constraint_name, wdh_table = table_name, wdh_schema = schema_name,
        wdh_type = pg_datatype_name, wdh_context = pg_exception_context;
      wdh_way := pg_catalog.to_json(array[wdh_state, wdh_at::pg_catalog.text, wdh_column,
        wdh_constraint, wdh_table, wdh_schema, wdh_type, wdh_context])::pg_catalog.text;
      wdh_number := pg_catalog.array_position(wdh_known, wdh_way);
      if wdh_number is not null then
        wdh_refused := pg_catalog.array_append(wdh_refused, wdh_index);
        wdh_ways := pg_catalog.array_append(wdh_ways, wdh_number);
        wdh_way := null;
      end if;
    end;
    exit when wdh_way is not null;
  end loop;
  if wdh_way is null then wdh_index := wdh_index operator(pg_catalog.+) 1; end if;
  perform pg_catalog.set_config('${probeSettings.outcome}', pg_catalog.json_build_object(
    'next', wdh_index, 'refused', wdh_refused, 'ways', wdh_ways, 'way', wdh_way)::pg_catalog.text, true);
end ${tag}`;
}

/**
 * Creates the statement that checks whether a block can be compiled, for example with a type that
 * cannot be declared: an error of the block itself would end the transaction.
 */
export function compileBlock(block: string): string {
  const tag = dollarTag();
  return `do ${tag} begin
  execute ${tag.replace('wdh', 'wdh_body')}${block}${tag.replace('wdh', 'wdh_body')};
exception when others then
  perform pg_catalog.set_config('${probeSettings.outcome}', '', true);
end ${tag}`;
}

/** Column names do not contain it. */
const dollarTag = (): string => `$wdh_${randomBytes(8).toString('hex')}$`;
