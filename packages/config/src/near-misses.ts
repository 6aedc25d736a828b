import type { ConfigurationProblem } from './configuration-error.js';
import type { Environment } from './environment.js';
import { settingKeys, type SettingKey } from './settings-schema.js';

/** Variables that other programs have as well: a similar name is probably no misspelling. */
const namesOfOthers: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'SMTP_URL',
  'SLACK_WEBHOOK_URL',
  'LITELLM_URL',
  'LITELLM_MASTER_KEY',
  'REDIS_URL',
]);

/**
 * Finds variables whose names are probable misspellings of a setting that is not set.
 *
 * A misspelling has another case or separator, or one letter that is missing, added, changed or
 * swapped with its neighbour. All other variables are ignored, and so is a similar name where the
 * setting itself is given, or belongs to other programs as well.
 */
export function findNearMisses(environment: Environment): readonly ConfigurationProblem[] {
  const unset = settingKeys.filter(
    (key) => environment[key] === undefined && !namesOfOthers.has(key),
  );
  const known: readonly string[] = settingKeys;
  return Object.keys(environment).flatMap((name) => {
    if (known.includes(name)) return [];
    const meant = unset.find((key) => isSlipOf(key, name));
    return meant === undefined ? [] : [describe(name, meant)];
  });
}

function describe(name: string, meant: SettingKey): ConfigurationProblem {
  return {
    key: name,
    expected: 'the exact name of a setting',
    action: `Did you mean ${meant}? Rename it, or remove it.`,
  };
}

function isSlipOf(key: string, name: string): boolean {
  const expected = lettersOf(key);
  const actual = lettersOf(name);
  if (Math.abs(expected.length - actual.length) > 1) return false;
  const start = countCommonStart(expected, actual);
  const restOfExpected = expected.slice(start);
  const restOfActual = actual.slice(start);
  const [first = '', second = ''] = restOfExpected;
  return (
    restOfExpected === restOfActual ||
    restOfExpected.slice(1) === restOfActual ||
    restOfExpected === restOfActual.slice(1) ||
    restOfExpected.slice(1) === restOfActual.slice(1) ||
    second + first + restOfExpected.slice(2) === restOfActual
  );
}

function lettersOf(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

function countCommonStart(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}
