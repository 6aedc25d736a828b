import { isAbsolute } from 'node:path';

/** Variables by name, from the operating system or a `.env` file. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables of this process. No other file of WorkDataHub uses `process.env`.
 *
 * @returns A frozen copy: later changes of the environment do not affect it.
 */
export function readEnvironment(): Environment {
  return Object.freeze({ ...process.env });
}

/**
 * Finds the folder in which the user ran the command, as an absolute path.
 *
 * npm, npx and nx change into the package before they run its script, and store the original folder
 * in `INIT_CWD`. Relative paths on a command line are relative to that folder. Without `INIT_CWD`
 * it is the working directory. A program that is started directly by an npm script inherits the
 * variable: unset it to use the working directory.
 *
 * @example resolve(invocationDirectory(), options.input)
 */
export function invocationDirectory(environment: Environment = readEnvironment()): string {
  const initial = environment['INIT_CWD'] ?? '';
  return isAbsolute(initial) ? initial : process.cwd();
}
