import { quoteIdentifier, quoteIdentifiers } from '../target/identifier.js';
import type { TargetColumn } from '../target/target.js';

/** How a statement reads the rows it is given as parameters: `$1` positions, then column by column. */
export interface GivenRows {
  /** For SQL, in the order of the parameters. */
  readonly columns: string;
  /** A subquery of `position` and the columns, cast to their types. */
  readonly typed: string;
  /** The casts of the columns to their types, with length and precision, behind `given`. */
  readonly strictCasts: string;
  /** A subquery of the rows, for their casts. */
  readonly texts: string;
}

/**
 * Makes the SQL for rows that come as parameters.
 *
 * Casts name the type without length or precision: an explicit cast to `varchar(3)` cuts in silence,
 * the assignment behind it refuses.
 */
export function givenRows(columns: readonly TargetColumn[]): GivenRows {
  const names = columns.map((_, index) => `c${index}`);
  const parameters = names.map((_, index) => `$${index + 2}::text[]`);
  const texts = `unnest($1::bigint[], ${parameters.join(', ')}) as given (position, ${names.join(', ')})`;
  const casts = columns.map(({ column }, index) => `c${index}::${column.castName}`);
  const typed = columns.map(
    ({ column }, index) => `${casts[index]} as ${quoteIdentifier(column.name)}`,
  );
  return {
    columns: quoteIdentifiers(columns.map(({ column }) => column.name)),
    typed: `(select position as wdh_position, ${typed.join(', ')} from ${texts}) as typed`,
    strictCasts: columns
      .map(({ column }, index) => `${casts[index]}::${column.typeName}`)
      .join(', '),
    texts,
  };
}
