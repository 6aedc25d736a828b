import { type ProbeParts, probeSettings } from './probe-block.js';

/** A range of a staging table as a statement names it, by the parameters that it takes. */
export interface StagedRange {
  /** The staging table, for SQL. */
  readonly name: string;
  /** The column that numbers its rows, quoted for SQL. */
  readonly position: string;
  /** The columns of the rows, for SQL. */
  readonly columns: string;
  /** The condition by which a statement finds the rows of the range, and the positions that it takes. */
  readonly condition: string;
}

/**
 * Makes the block that tries rows of a staging table by the statement that takes all of a range: in
 * place of the subquery of the range, it has the one of a row, which costs less.
 *
 * @param typed - That subquery, as the statement has it.
 *
 * Its rows are an array of three texts: the positions, and where the range begins and ends.
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
