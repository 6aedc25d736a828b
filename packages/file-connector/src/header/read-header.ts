import { WdhError } from '@wdh/pipeline-core';
import { nameColumns, type NameRule } from '../layout/name-columns.js';
import { nearestName } from '../names/nearest-name.js';
import { headerAdvice } from './header-advice.js';
import { wrongDelimiter } from './one-column-header.js';
import { snakeCase } from './snake-case.js';

const maxNamesShown = 20;
const maxNameLength = 80;

/** The rules by which {@link readHeader} checks a header. */
export interface HeaderRules {
  /** Path of the file, for the message. */
  readonly path: string;
  /** Physical line of the header, or of its first row. */
  readonly lineNumber: number;
  /** Physical line of its last row, where it has several. */
  readonly lastLineNumber?: number | undefined;
  /** The columns that the file must have, in any order; undefined accepts any. */
  readonly columns: readonly string[] | undefined;
  /** The dialect of the file; undefined where it has no delimiters. */
  readonly dialect?: { readonly delimiter: string } | undefined;
  /** New names by the names in the file. */
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  /** Whether to convert names that are not renamed to snake case. */
  readonly snakeCase?: boolean | undefined;
  /** Whether names that occur again are an error, the default, or numbered. */
  readonly duplicateHeaders?: NameRule | undefined;
  /** Whether columns without a name are an error, the default, or numbered. */
  readonly emptyHeaders?: NameRule | undefined;
  /** Whether a delimiter may follow the last name; undefined where there are no delimiters. */
  readonly trailingDelimiter?: 'error' | 'ignore' | undefined;
}

/**
 * Converts the cells of a header to column names, in the order of the file: trimmed, in Unicode
 * normal form C, numbered where a rule says so, then renamed, and spelled as in `columns` if given.
 *
 * @throws WdhError `CSV_HEADER_INVALID` (data) naming every empty, duplicate, missing and unknown
 * name at once.
 */
export function readHeader(cells: readonly string[], rules: HeaderRules): string[] {
  const { duplicateHeaders = 'error', emptyHeaders = 'error' } = rules;
  const trimmed = cells.map(comparable);
  const inFile = nameColumns(trimmed, { duplicateHeaders, emptyHeaders });
  const renamed = new Map(
    Object.entries(rules.renameColumns ?? {}).map(([from, to]) => [comparable(from), to]),
  );
  // Names of one snake case are numbered too, but no name that a renaming gives.
  const converted =
    rules.snakeCase === true
      ? nameColumns(
          inFile.map((name) => (renamed.has(name) ? '' : snakeCase(name))),
          { duplicateHeaders, emptyHeaders },
        )
      : inFile;
  const found = inFile.map((name, index) =>
    comparable(renamed.get(name) ?? converted[index] ?? name),
  );
  const otherDelimiter =
    rules.dialect === undefined
      ? null
      : wrongDelimiter(
          inFile,
          [...(rules.columns ?? []).map(comparable), ...renamed.keys()],
          rules.dialect.delimiter,
        );
  const isNamed = isHeader(found, rules.columns);
  const problems = isNamed
    ? [
        ...nameProblems(found),
        ...columnProblems(found, rules.columns),
        ...renamingProblems(inFile, renamed),
      ]
    : [`it has none of the columns ${listed(rules.columns ?? [])}, as if the header were missing`];
  if (otherDelimiter !== null) problems.unshift(otherDelimiter);
  if (problems.length > 0) {
    throw invalidHeader(problems, rules, isNamed ? headerAdvice(trimmed, converted, rules) : '');
  }
  const spelling = new Map(rules.columns?.map((column) => [comparable(column), column]));
  return found.map((name) => spelling.get(name) ?? name);
}

/** Creates the error for an invalid header; `advice` names the options that serve it. */
export function invalidHeader(
  problems: readonly string[],
  {
    path,
    lineNumber,
    lastLineNumber = lineNumber,
  }: Pick<HeaderRules, 'path' | 'lineNumber' | 'lastLineNumber'>,
  advice = '',
): WdhError {
  const lines =
    lastLineNumber === lineNumber
      ? `line ${lineNumber}`
      : `lines ${lineNumber} to ${lastLineNumber}`;
  return new WdhError(
    `The header of ${path} (${lines}) cannot be used: ${problems.join('; ')}. Correct the header or the expected columns${advice}.`,
    { code: 'CSV_HEADER_INVALID', category: 'data', lineNumber },
  );
}

/** Creates the error for a file without any record. */
export function noHeader(path: string): WdhError {
  return new WdhError(
    `${path} has no header: it is empty or contains only blank lines. Its first record must name the columns.`,
    { code: 'CSV_NO_HEADER', category: 'data' },
  );
}

/** Returns the form in which names are compared. */
export const comparable = (name: string): string => name.trim().normalize('NFC');

/** Returns false for a probable first record of a file without header, whose values must not be reported. */
function isHeader(found: readonly string[], columns: readonly string[] | undefined): boolean {
  if (columns === undefined) return true;
  const expected = columns.map(comparable);
  const names = new Set(expected);
  if (found.some((name) => names.has(name))) return true;
  // Comparing thousands of names with each other would take minutes.
  return found.slice(0, maxNamesShown).some((name) => nearestName(name, expected) !== null);
}

function nameProblems(found: readonly string[]): string[] {
  const problems: string[] = [];
  const empty = found.flatMap((name, index) => (name === '' ? [index + 1] : []));
  if (empty.length > 0)
    problems.push(`no name in column ${empty.slice(0, maxNamesShown).join(', ')}`);
  const seen = new Set<string>();
  const duplicates = found.filter((name) => name !== '' && seen.size === seen.add(name).size);
  if (duplicates.length > 0) problems.push(`more than one column named ${listed(duplicates)}`);
  const withNul = found.filter((name) => name.includes('\0'));
  if (withNul.length > 0) {
    problems.push(`a NUL character in the name of ${withNul.length} columns`);
  }
  return problems;
}

function columnProblems(
  found: readonly string[],
  columns: readonly string[] | undefined,
): string[] {
  if (columns === undefined) return [];
  const expected = columns.map(comparable);
  const foundNames = new Set(found);
  const expectedNames = new Set(expected);
  const missing = expected.filter((name) => !foundNames.has(name));
  const unknown = found.filter((name) => name !== '' && !expectedNames.has(name));
  const problems: string[] = [];
  if (missing.length > 0) problems.push(`missing ${listed(missing)}`);
  if (unknown.length > 0) {
    problems.push(`unknown ${listed(unknown, (name) => suggestion(name, missing))}`);
  }
  return problems;
}

function renamingProblems(
  inFile: readonly string[],
  renamed: ReadonlyMap<string, string>,
): string[] {
  const names = new Set(inFile);
  const absent = [...renamed.keys()].filter((name) => !names.has(name));
  if (absent.length === 0) return [];
  return [`nothing to rename: ${listed(absent, (name) => suggestion(name, inFile))}`];
}

function suggestion(name: string, missing: readonly string[]): string {
  const nearest = nearestName(name, missing);
  return nearest === null ? '' : ` (did you mean ${quoted(nearest)}?)`;
}

function listed(names: readonly string[], note: (name: string) => string = () => ''): string {
  const different = [...new Set(names)];
  const shown = different.slice(0, maxNamesShown).map((name) => quoted(name) + note(name));
  const more = different.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const quoted = (name: string): string =>
  JSON.stringify(name.length > maxNameLength ? `${name.slice(0, maxNameLength)}…` : name);
