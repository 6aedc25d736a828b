import { WdhError } from '@wdh/pipeline-core';
import { loadModeNames } from '@wdh/warehouse-loader';
import { badRowPolicies } from '../request/run-request.js';
import { targetName } from './target-name.js';

/** A declaration as it may come from JavaScript, or from a file whose types nothing has checked. */
type GivenDeclaration = Readonly<Record<string, unknown>>;

const mergesByKey: readonly unknown[] = ['upsert', 'insert_new'];

/** @throws WdhError `JOB_INVALID` that names every problem. */
export function checkDeclaration(declaration: object): void {
  const given: GivenDeclaration = { ...declaration };
  const problems = [
    isName(given['name'])
      ? null
      : 'its name must be lower-case words with underscores or hyphens, such as wildlife_strikes',
    given['version'] === '' ? 'its version must not be empty' : null,
    typeof given['source'] === 'function' || hasFunction(given['source'], 'open')
      ? null
      : 'its source must be csv(), json(), jsonLines(), rows(), chosenSource(), an object with open, or a function that returns one',
    typeof given['steps'] === 'function' ? null : 'its steps must be a function of the rows',
    problemOfTarget(given['into']),
    isOneOf(given['mode'], loadModeNames)
      ? null
      : `its mode must be one of ${loadModeNames.join(', ')}`,
    problemOfKeys(given),
    isOneOf(given['onBadRow'], badRowPolicies)
      ? null
      : `its onBadRow must be one of ${badRowPolicies.join(', ')}`,
    isShare(given['errorThreshold']) ? null : 'its errorThreshold must be a share from 0 to 1',
    isSchema(given['params']) ? null : 'its params must be a Standard Schema, such as v.object()',
    ...problemsOfInput(given),
    problemOfPartitions(given),
  ].filter((problem) => problem !== null);
  if (problems.length === 0) return;
  const name = typeof given['name'] === 'string' ? ` "${given['name']}"` : '';
  throw new WdhError(`The declaration of job${name} is invalid: ${problems.join('; ')}.`, {
    code: 'JOB_INVALID',
    category: 'usage',
  });
}

function isName(name: unknown): boolean {
  return (
    typeof name === 'string' && /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/.test(name) && name.length <= 90
  );
}

function problemOfTarget(into: unknown): string | null {
  try {
    targetName(into as Parameters<typeof targetName>[0]);
    return null;
  } catch (error) {
    // Its advice is complete; the name of the job is added.
    return error instanceof WdhError
      ? error.summary.replace(/\.$/, '')
      : 'its into must be a drizzle table, or schema.table by name';
  }
}

function problemOfKeys({ mode, keys = [] }: GivenDeclaration): string | null {
  if (!Array.isArray(keys)) {
    const { index } = partsOf(keys);
    return typeof index === 'string' && index !== ''
      ? null
      : 'its keys must be a list of columns, or name an index as { index: "users_email_lower" }';
  }
  if (mergesByKey.includes(mode) && keys.length === 0) {
    return `mode ${String(mode)} needs keys: the columns of a unique index`;
  }
  return new Set(keys).size < keys.length ? 'a key is listed twice' : null;
}

function problemsOfInput({ input, example }: GivenDeclaration): readonly (string | null)[] {
  if (input === undefined) return [];
  return [
    typeof input === 'function' ? null : 'its input must be a function that returns a path',
    example === undefined ? null : 'it must have an example or an input, not both',
  ];
}

function problemOfPartitions({ mode, partitions }: GivenDeclaration): string | null {
  if (partitions === undefined) return null;
  if (!hasFunction(partitions, 'problemOf') || !hasFunction(partitions, 'keys')) {
    return 'its partitions must be days(), months() or list()';
  }
  return mode === 'replace'
    ? 'mode replace would delete the rows of all other partitions: use upsert or append'
    : null;
}

function isOneOf(value: unknown, choices: readonly unknown[]): boolean {
  return value === undefined || choices.includes(value);
}

function isShare(share: unknown): boolean {
  return share === undefined || (typeof share === 'number' && share >= 0 && share <= 1);
}

function isSchema(schema: unknown): boolean {
  return schema === undefined || hasFunction(partsOf(schema)['~standard'], 'validate');
}

function hasFunction(value: unknown, name: string): boolean {
  return typeof partsOf(value)[name] === 'function';
}

/** Anything has parts in JavaScript but undefined and null. */
function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value) as Readonly<Record<string, unknown>>;
}
