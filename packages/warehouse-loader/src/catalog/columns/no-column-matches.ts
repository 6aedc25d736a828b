import { WdhError } from '@wdh/pipeline-core';
import { closestName, question } from '../closest-name.js';
import type { Target } from '../target.js';

const mostNames = 20;

/** Characters that begin a number or a date, or occur only in addresses, markup and line ends. */
const unlikeName = /^\s*(?:[-+.]?\p{N}|$)|[@<>\p{Cc}\u2028\u2029]/u;

/** Delimiters that may occur in a header that was read as one name. */
const delimiters = [';', '\t', '|', ','];

/**
 * Creates the error for rows without any column of the table. Names are quoted only if all look like
 * names, because those of a file without a header are values.
 */
export function noColumnMatches(target: Target, found: readonly string[]): WdhError {
  const expected = target.columns.map(({ property }) => property);
  const summary = `The rows have no column of ${target.name}. ${foundIn(found, expected)} The table has ${listed(expected)}. ${advice(found, expected)}`;
  return new WdhError(summary, { code: 'NO_COLUMN_MATCHES', category: 'schema' });
}

function foundIn(found: readonly string[], expected: readonly string[]): string {
  if (found.length === 0) return 'They have no columns.';
  if (!areNames(found)) {
    const count = found.length === 1 ? 'The one name' : `Of the ${found.length} names, one or more`;
    return `${count} that they have cannot be a column name, as in a file without a header, or an HTML page.`;
  }
  const pairs = found.flatMap((name) => {
    const closest = closestName(name, expected);
    return closest === null ? [] : [`"${name}": ${question(name, closest)}`];
  });
  const meant = pairs.length === 0 ? '' : ` (${pairs.slice(0, mostNames).join('; ')})`;
  return `They have ${listed(found)}${meant}.`;
}

function advice(found: readonly string[], expected: readonly string[]): string {
  const [only = ''] = found;
  const delimiter = delimiters.find(
    (mark) => found.length === 1 && only.split(mark).some((part) => expected.includes(part.trim())),
  );
  return delimiter === undefined
    ? 'Check the names, and that it is the right file.'
    : `The one name contains several: read the file with the delimiter ${JSON.stringify(delimiter)}.`;
}

const areNames = (names: readonly string[]): boolean =>
  names.every((name) => name.length <= 200 && !unlikeName.test(name));

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
