import type { FormField } from './form-field.js';

/** Problems of the server at their fields, and those that belong to none. */
export interface PlacedProblems {
  readonly problems: Readonly<Record<string, string>>;
  readonly others: readonly string[];
}

/**
 * Finds the field of each problem: `params.months.0` belongs to the list `params.months`.
 *
 * @param more - Paths of fields beside those of the schema.
 */
export function placeProblems(
  fields: readonly FormField[],
  given: Readonly<Record<string, string>>,
  more: Iterable<string> = [],
): PlacedProblems {
  const paths = new Set([...pathsOf(fields), ...more]);
  const problems: Record<string, string> = {};
  const others: string[] = [];
  for (const [place, problem] of Object.entries(given)) {
    const path = nearest(paths, place);
    if (path === null) others.push(`${place}: ${problem}`);
    else problems[path] = path in problems ? `${problems[path] ?? ''} ${problem}` : problem;
  }
  return { problems, others };
}

function pathsOf(fields: readonly FormField[]): readonly string[] {
  return fields.flatMap(({ path, fields: inner }) => [path, ...pathsOf(inner)]);
}

function nearest(paths: ReadonlySet<string>, place: string): string | null {
  let path = place;
  for (;;) {
    if (paths.has(path)) return path;
    const end = path.lastIndexOf('.');
    if (end < 0) return null;
    path = path.slice(0, end);
  }
}
