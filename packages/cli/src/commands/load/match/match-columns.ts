import { closestName, type DescribedColumn, type TableDescription } from '@wdh/warehouse-loader';
import type { LoadColumn } from '../../../formats/load-column.js';
import { columnNames } from '../../../generate/column-names.js';
import { type ColumnProblems, columnsDoNotMatch } from './column-problems.js';

/** What the options say about the columns of a file. */
export interface MatchRules {
  /** Columns of the table by the names in the file. */
  readonly rename?: Readonly<Record<string, string>> | undefined;
  /** Columns of the file that are not loaded. */
  readonly omit?: readonly string[] | undefined;
  readonly empty: 'by-quotes' | 'null' | 'text';
}

/** The columns of a file, each with the column of the table that takes its values. */
export interface MatchedColumns {
  readonly columns: readonly LoadColumn[];
  /** Columns of the table that the file does not have: the server fills them. */
  readonly left: readonly string[];
}

/**
 * Matches the columns of a file with those of a table: by `rename`, by the same name, and else by
 * the same words in snake case, which is how `--create` names columns.
 *
 * @param file - For messages.
 * @param areNamesCertain - False: the names may be values, which no message contains.
 * @throws WdhError `COLUMNS_DO_NOT_MATCH` (schema) that names every problem.
 */
export function matchColumns(
  file: string,
  names: readonly string[],
  table: TableDescription,
  rules: MatchRules,
  areNamesCertain = true,
): MatchedColumns {
  const { rename = {}, omit = [], empty } = rules;
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const targets = targetsOf(names, byName, rename, new Set(omit));
  const columns = names.map((from, index): LoadColumn => {
    const to = targets[index] ?? null;
    const takesEmpty = to !== null && byName.get(to)?.refusesEmpty === false;
    return { from, to, ...(takesEmpty && empty !== 'null' ? { keepsEmpty: true } : {}) };
  });
  const problems = problemsOf(names, targets, table, rules);
  const areSure = areNamesCertain || problems.unknown.length === 0;
  if (Object.values(problems).some(({ length }) => length > 0)) {
    throw columnsDoNotMatch(file, names, table, problems, areSure);
  }
  const filled = new Set(targets);
  const left = table.columns.map(({ name }) => name).filter((name) => !filled.has(name));
  return { columns, left };
}

/** Undefined: the table has no such column; null: the column is not loaded. */
type MatchTarget = string | null | undefined;

function targetsOf(
  names: readonly string[],
  byName: ReadonlyMap<string, DescribedColumn>,
  rename: Readonly<Record<string, string>>,
  omitted: ReadonlySet<string>,
): readonly MatchTarget[] {
  const certain = names.map((name): MatchTarget => {
    if (omitted.has(name)) return null;
    if (Object.hasOwn(rename, name)) return rename[name];
    return byName.has(name) ? name : undefined;
  });
  const taken = new Set(certain);
  const inSnakeCase = columnNames(names);
  const free = new Map([...byName.keys()].filter((name) => !taken.has(name)).map(bySnakeCase));
  const given = new Set<MatchTarget>();
  return certain.map((target, index) => {
    if (target !== undefined) return target;
    const found = free.get(inSnakeCase[index] ?? '');
    if (found === undefined || given.has(found)) return undefined;
    given.add(found);
    return found;
  });
}

/** `Flight Date` and `flight_date` of a table have the same key. */
const bySnakeCase = (name: string): readonly [string, string] => [
  columnNames([name])[0] ?? name,
  name,
];

function problemsOf(
  names: readonly string[],
  targets: readonly MatchTarget[],
  table: TableDescription,
  { rename = {}, omit = [] }: MatchRules,
): ColumnProblems {
  const inTable = new Map(table.columns.map((column) => [column.name, column]));
  const filled = targets.filter((target) => target !== undefined && target !== null);
  const free = table.columns.map(({ name }) => name).filter((name) => !filled.includes(name));
  const suggested = (name: string, candidates: readonly string[]) => ({
    name,
    meant: closestName(name, candidates),
  });
  return {
    unknown: names
      .filter((_, index) => targets[index] === undefined)
      .map((name) => suggested(name, free)),
    absent: [...Object.keys(rename), ...omit]
      .filter((name) => !names.includes(name))
      .map((name) => suggested(name, names)),
    renamedToNothing: Object.values(rename)
      .filter((name) => !inTable.has(name))
      .map((name) => suggested(name, free)),
    twice: [...new Set(filled.filter((name, index) => filled.indexOf(name) !== index))],
    generated: filled.filter((name) => inTable.get(name)?.isWritable === false),
    missing: table.columns
      .filter((column) => column.isNotNull && !column.hasDefault && column.isWritable)
      .map(({ name }) => name)
      .filter((name) => !filled.includes(name)),
  };
}
