import { quoteIdentifier, quoteIdentifiers } from '@wdh/postgres';
import type { TargetColumn } from '../../catalog/target.js';
import { freeName } from '../../copy/staging-table.js';
import { arrayOf } from '../probe/array-text.js';
import type { GivenRows } from './given-rows.js';
import { type GuardedStatements, Refusal } from './guarded-statements.js';
import { arraysOf, textOf, type TextRow } from './text-row.js';

/** Rows that come as parameters. */
export interface ParameterRows extends GivenRows<TextRow> {
  /** A statement that changes nothing, and is refused for a row that does not fit the types. */
  readonly check: string;
}

/**
 * Makes the SQL for rows that come as parameters: positions, then an array for each column.
 *
 * Casts name the type without length or precision: an explicit cast to `varchar(3)` cuts in silence,
 * the assignment behind it refuses.
 */
export function parameterRows(
  columns: readonly TargetColumn[],
  statements: GuardedStatements,
): ParameterRows {
  const { mark } = statements;
  const names = columns.map(({ column }) => column.name);
  const position = quoteIdentifier(freeName('wdh_position', names));
  const cells = columns.map((_, index) => `c${index}`);
  const parameters = cells.map((_, index) => `$${index + 2}::pg_catalog.text[]`);
  // Of several arrays, UNNEST is part of the language, and of one it is a function.
  const texts = `unnest($1::bigint[], ${parameters.join(', ')}) as given (position, ${cells.join(', ')})`;
  const casts = columns.map(({ column }, index) => `c${index}::${column.castName}`);
  const typed = names.map((name, index) => `${casts[index]} as ${quoteIdentifier(name)}`);
  const strict = columns.map(({ column }, index) => `${casts[index]}::${column.assignedName}`);
  const probes = columns.map(
    ({ column }, index) =>
      `when number operator(pg_catalog.=) ${index + 1} then (value::${column.castName}::${column.assignedName}) is null`,
  );
  const probe = `select from pg_catalog.unnest($1::pg_catalog.text[]) with ordinality as given (value, number)
    where case when not (${mark}) then false ${probes.join(' ')} end`;
  return {
    columns: quoteIdentifiers(names),
    position,
    typed: (counted) =>
      `(select position as ${position}, ${typed.join(', ')} from ${texts} where ${counted}) as typed`,
    // The size of the row needs all of its values: of `row(…) is null` the first one decides.
    check: `select from ${texts} where case when ${mark}
      then pg_catalog.pg_column_size(row(${strict.join(', ')})) is null end`,
    parametersOf: (rows) => arraysOf(rows, columns.length),
    textsOf: ({ elements }) => Promise.resolve(elements.map(textOf)),
    textsOfAll: (rows) =>
      Promise.resolve(
        new Map(rows.map(({ position: at, elements }) => [at, elements.map(textOf)])),
      ),
    probing: null,
    unfitColumnOf: async ({ elements }) => {
      const all = await statements.run(probe, [arrayOf(elements)]);
      if (!(all instanceof Refusal)) return null;
      if (all.rowsPassed !== null) return names[all.rowsPassed - 1] ?? null;
      for (const [index, name] of names.entries()) {
        const alone = elements.map((element, other) => (other === index ? element : 'NULL'));
        if ((await statements.run(probe, [arrayOf(alone)])) instanceof Refusal) return name;
      }
      return null;
    },
  };
}
