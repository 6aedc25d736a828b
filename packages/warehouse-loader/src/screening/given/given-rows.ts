import { quoteIdentifier, quoteIdentifiers } from '../../target/identifier.js';
import type { TargetColumn } from '../../target/target.js';

/** How a statement reads the rows it is given as parameters: `$1` positions, then column by column. */
export interface GivenRows {
  /** For SQL, in the order of the parameters. */
  readonly columns: string;
  /** A subquery of `wdh_position` and the columns, cast to their types. */
  readonly typed: string;
  /** A statement that changes nothing, and is refused for a row that does not fit the types. */
  readonly check: string;
}

/**
 * Makes the SQL for rows that come as parameters.
 *
 * Casts name the type without length or precision: an explicit cast to `varchar(3)` cuts in silence,
 * the assignment behind it refuses.
 *
 * @param mark - a condition that is looked at once for each row, before anything else.
 */
export function givenRows(columns: readonly TargetColumn[], mark: string): GivenRows {
  const names = columns.map((_, index) => `c${index}`);
  const parameters = names.map((_, index) => `$${index + 2}::text[]`);
  const texts = `unnest($1::bigint[], ${parameters.join(', ')}) as given (position, ${names.join(', ')})`;
  const casts = columns.map(({ column }, index) => `c${index}::${column.castName}`);
  const typed = columns.map(
    ({ column }, index) => `${casts[index]} as ${quoteIdentifier(column.name)}`,
  );
  const strict = columns.map(({ column }, index) => `${casts[index]}::${column.typeName}`);
  return {
    columns: quoteIdentifiers(columns.map(({ column }) => column.name)),
    typed: `(select position as wdh_position, ${typed.join(', ')} from ${texts} where ${mark}) as typed`,
    check: `select from ${texts} where case when ${mark} then row(${strict.join(', ')}) is null end`,
  };
}
