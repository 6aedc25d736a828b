import { closestName } from '@wdh/warehouse-loader';
import { invalidDeclaration, invalidKey, reversedRange } from './partition-errors.js';
import type { PartitionRange, Partitions } from './partitions.js';

/** Most keys that a message names. */
const mostNamed = 8;

/**
 * Declares that a job loads one part of a list at a time. Ranges follow the order of the list.
 *
 * @throws WdhError `JOB_INVALID` (usage) for an empty list, a key that is listed twice, is longer than
 *   100 characters, or has spaces around it or control characters.
 * @example partitions: list(['north', 'south'])
 */
export function list<const Key extends string>(keys: readonly Key[]): Partitions<Key> {
  const [example] = checkKeys(keys);
  const listed = Object.freeze([...keys]);
  const problemOf = (key: string): string | null => {
    if ((listed as readonly string[]).includes(key)) return null;
    const closest = closestName(key, listed);
    if (closest !== null) return `the nearest one is ${closest}`;
    const more = listed.length > mostNamed ? `, and ${listed.length - mostNamed} more` : '';
    return `the job has ${listed.slice(0, mostNamed).join(', ')}${more}`;
  };
  const placeOf = (key: string): number => {
    const problem = problemOf(key);
    if (problem !== null) throw invalidKey(key, problem);
    return (listed as readonly string[]).indexOf(key);
  };
  return Object.freeze({
    kind: 'list',
    description: listed.length === 1 ? '1 partition' : `${listed.length} partitions`,
    example,
    keys: ({ from, to }: PartitionRange = {}) => {
      const start = from === undefined ? 0 : placeOf(from);
      const end = to === undefined ? listed.length - 1 : placeOf(to);
      if (from !== undefined && to !== undefined && end < start) throw reversedRange(from, to);
      return listed.slice(start, end + 1);
    },
    latest: () => null,
    present: () => null,
    problemOf,
  });
}

/** Nothing has checked the types of a project in JavaScript. */
function checkKeys<Key extends string>(keys: readonly Key[]): readonly [Key] {
  const given = Array.isArray(keys) ? (keys as readonly Key[]) : [];
  const [first] = given;
  const problems = [
    given.length === 0 ? 'it must list keys, such as list(["north", "south"])' : null,
    given.every(isKey)
      ? null
      : 'each key must be a text of 1 to 100 characters, without spaces around it or control characters',
    new Set(given).size < given.length ? 'a key is listed twice' : null,
  ].filter((problem) => problem !== null);
  if (problems.length > 0 || first === undefined) throw invalidDeclaration('list', problems);
  return [first];
}

function isKey(key: unknown): boolean {
  return (
    typeof key === 'string' &&
    key.length >= 1 &&
    key.length <= 100 &&
    key.trim() === key &&
    // Nor half a character, which the database cannot store.
    !/[\p{Cc}\p{Cs}]/u.test(key)
  );
}
