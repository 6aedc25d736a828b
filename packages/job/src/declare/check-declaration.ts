import { WdhError } from '@wdh/pipeline-core';

/** The parts of a declaration that the compiler cannot check. */
interface CheckedParts {
  readonly name: string;
  readonly version?: string | undefined;
  readonly mode?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly errorThreshold?: number | undefined;
}

const mergesByKey: readonly (string | undefined)[] = ['upsert', 'insert_new'];

/** @throws WdhError `JOB_INVALID` that names every problem. */
export function checkDeclaration(declaration: CheckedParts): void {
  const { name, version, mode, keys = [], errorThreshold = 0 } = declaration;
  const problems = [
    /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/.test(name) && name.length <= 90
      ? null
      : 'its name must be lower-case words with underscores or hyphens, such as wildlife_strikes',
    version === '' ? 'its version must not be empty' : null,
    mergesByKey.includes(mode) && keys.length === 0
      ? `mode ${mode ?? ''} needs keys: the columns of a unique index`
      : null,
    new Set(keys).size < keys.length ? 'a key is listed twice' : null,
    errorThreshold >= 0 && errorThreshold <= 1
      ? null
      : 'its errorThreshold must be a share from 0 to 1',
  ].filter((problem) => problem !== null);
  if (problems.length === 0) return;
  throw new WdhError(`The declaration of job "${name}" is invalid: ${problems.join('; ')}.`, {
    code: 'JOB_INVALID',
    category: 'usage',
  });
}
