import { WdhError } from '@wdh/pipeline-core';
import type { TableDescription } from '@wdh/warehouse-loader';

/** A name that does not exist, and the one that was probably intended. */
export interface UnknownName {
  readonly name: string;
  readonly meant: string | null;
}

/** Why the columns of a file do not match those of a table. */
export interface ColumnProblems {
  /** Columns of the file that the table does not have. */
  readonly unknown: readonly UnknownName[];
  /** Columns of `--rename` and `--omit` that the file does not have. */
  readonly absent: readonly UnknownName[];
  /** Columns of `--rename` that the table does not have. */
  readonly renamedToNothing: readonly UnknownName[];
  /** Columns of the table that two columns of the file would fill. */
  readonly twice: readonly string[];
  /** Columns of the table that the server generates. */
  readonly generated: readonly string[];
  /** Columns of the table that must not be null, have no default, and are not in the file. */
  readonly missing: readonly string[];
}

const mostNamed = 20;

/**
 * Creates the error for columns that do not match.
 *
 * @param areSure - False: the names may be values, so that the message contains none of them.
 */
export function columnsDoNotMatch(
  file: string,
  names: readonly string[],
  table: TableDescription,
  problems: ColumnProblems,
  areSure: boolean,
): WdhError {
  const parts = areSure ? partsOf(problems, table.name) : [];
  const isNoHeader = !areSure || problems.unknown.length === names.length;
  const summary = isNoHeader
    ? `The header of ${file} has ${areSure ? 'no column' : 'columns that are none'} of ${table.name}, which has ${listed(table.columns.map(({ name }) => name))}. If the first record is data, give --no-header and --columns; otherwise --rename or --omit, or check that it is the right file.`
    : `The columns of ${file} do not fit ${table.name}: ${parts.join('; ')}. ${advice(problems)}`;
  return new WdhError(summary, { code: 'COLUMNS_DO_NOT_MATCH', category: 'schema' });
}

function partsOf(problems: ColumnProblems, table: string): readonly string[] {
  const { unknown, absent, renamedToNothing, twice, generated, missing } = problems;
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [`${table} does not have`, unknown.map(withQuestion)],
    ['the file does not have', absent.map(withQuestion)],
    [`--rename names what ${table} does not have`, renamedToNothing.map(withQuestion)],
    ['two columns of the file would fill', twice.map(quoted)],
    ['the server generates', generated.map(quoted)],
    [`the file lacks what ${table} needs, not null and without a default`, missing.map(quoted)],
  ];
  return parts.flatMap(([what, named]) => (named.length === 0 ? [] : [`${what} ${cut(named)}`]));
}

function advice({ unknown, generated, missing, twice }: ColumnProblems): string {
  const [first] = unknown;
  const ways = [
    ...(first === undefined
      ? []
      : [
          `Load a column under another name with --rename ${JSON.stringify(`${first.name}=${first.meant ?? 'column'}`)}, leave it out with --omit ${JSON.stringify(first.name)}, or add it to the table.`,
        ]),
    ...(generated.length + twice.length === 0 ? [] : ['Leave a column out with --omit.']),
    ...(missing.length === 0 ? [] : ['Add what is missing to the file, or give it a default.']),
  ];
  return ways.length === 0 ? 'Correct the option.' : ways.join(' ');
}

const quoted = (name: string): string => JSON.stringify(name);

const withQuestion = ({ name, meant }: UnknownName): string =>
  meant === null ? quoted(name) : `${quoted(name)} (did you mean ${quoted(meant)}?)`;

const listed = (names: readonly string[]): string => cut(names.map(quoted));

function cut(named: readonly string[]): string {
  const rest = named.length - mostNamed;
  return named.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
