import { isAbsolute } from 'node:path';

/** Variables by name, as the operating system or a `.env` file gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables of this process. No other file of WorkDataHub touches `process.env`.
 *
 * @returns A frozen copy: later changes of the environment do not show in it.
 */
export function readEnvironment(): Environment {
  return Object.freeze({ ...process.env });
}

/**
 * Finds the folder in which the user typed the command, as an absolute path.
 *
 * npm, npx and nx change into the package before they run its script, and leave the folder they
 * came from in `INIT_CWD`. Relative paths on a command line are meant relative to that folder.
 * Without `INIT_CWD` it is the working directory. A program that is started directly by a script
 * of npm inherits the variable: unset it where the working directory is meant.
 *
 * @example resolve(invocationDirectory(), options.input)
 */
export function invocationDirectory(environment: Environment = readEnvironment()): string {
  const initial = environment['INIT_CWD'] ?? '';
  return isAbsolute(initial) ? initial : process.cwd();
}
