import { type ProbeParts, probeSettings } from './probe-block.js';

/** A range of a staging table in a statement, with the parameters of the statement. */
export interface StagedRange {
  /** The staging table, for SQL. */
  readonly name: string;
  /** The column of row numbers, quoted for SQL. */
  readonly position: string;
  /** The columns of the rows, for SQL. */
  readonly columns: string;
  /** The condition for the rows of the range, and for their positions. */
  readonly condition: string;
}

/**
 * Creates the block that tries rows of a staging table with the statement for a whole range. The
 * subquery of the range is replaced by that of a row, which costs less.
 *
 * @param typed - That subquery, as it is in the statement.
 *
 * Its rows are an array of three texts: the positions, and the begin and end of the range.
 */
export function stagedParts(
  { name, position, columns, condition }: StagedRange,
  statement: string,
  typed: string,
): ProbeParts {
  const parameters = ['', 'wdh_positions', 'wdh_given[2]', 'wdh_given[3]'];
  const inRange = condition.replace(
    /\$([123])(?=::)/g,
    (_, number) => parameters[Number(number)] ?? '',
  );
  const one = `(select ${position}, ${columns} from ${name}
    where ctid operator(pg_catalog.=) wdh_row.wdh_place) as typed`;
  const ofOne = statement.replace(typed, () => one);
  return {
    declarations: `wdh_row pg_catalog.record; wdh_found pg_catalog.record;
      wdh_given pg_catalog.text[] := pg_catalog.current_setting('${probeSettings.rows}')::pg_catalog.text[];
      wdh_positions pg_catalog.int8[] := wdh_given[1]::pg_catalog.int8[];`,
    loop: `for wdh_row in select ctid as wdh_place from ${name} where ${inRange}
      order by ${name}.${position}`,
    trial: /^\s*with\b/.test(statement)
      ? `for wdh_found in ${ofOne} loop null; end loop;`
      : `${ofOne};`,
  };
}
