import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';

const afterLastLine = 'WDH_AFTER_LAST_LINE';

/**
 * Reads variables from a `.env` file: `NAME=value` lines, `#` comments, quotes, `export` allowed.
 *
 * @returns The variables, or none when there is no such file.
 * @throws {ConfigurationError} `CONFIGURATION_INVALID` when the file cannot be read, is not UTF-8
 * or has a line that is not an assignment. The message contains line numbers and no text of the
 * file.
 * @see https://nodejs.org/docs/latest-v20.x/api/util.html#utilparseenvcontent
 */
export function readEnvFile(path: string): Environment {
  const bytes = readIfThere(path);
  if (bytes === undefined) return {};
  const text = decode(bytes, path);
  // parseEnv joins a line without = and the next line to one name, so a next line is added.
  const { [afterLastLine]: _, ...variables } = parseEnv(`${text}\n${afterLastLine}=`);
  const misread = Object.keys(variables).find((name) => !/^[\w.-]+$/.test(name));
  if (misread !== undefined) {
    const lines = text.split('\n').map((line) => line.trim());
    const line = lines.indexOf(misread.split('\n', 1)[0] ?? '') + 1;
    throw unusable(
      path,
      'NAME=value in every line',
      `Correct line ${line}, or make it a comment with #.`,
    );
  }
  return variables;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = 'an unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const action = `Reading it failed with ${code}. Correct its permissions, or remove it.`;
    throw unusable(path, 'a readable file', action);
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unusable(path, 'text in UTF-8', 'Save it as UTF-8.');
  }
}

function unusable(key: string, expected: string, action: string): ConfigurationError {
  return new ConfigurationError([{ key, expected, action }]);
}
