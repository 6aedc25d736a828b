import { delimiter, join } from 'node:path';
import { environment } from './job-environment.mjs';

/**
 * Splits a command at its spaces, for `spawn`: programs of dependencies are resolved as in an npm
 * script.
 *
 * @param {string} command
 * @param {string} root Absolute path of the workspace, where it runs.
 * @param {readonly string[]} more Arguments to append.
 */
export function commandLine(command, root, more = []) {
  const [program = '', ...args] = command.split(' ');
  const PATH = [join(root, 'node_modules', '.bin'), environment.PATH ?? ''].join(delimiter);
  return {
    program,
    args: [...args, ...more],
    // On Windows, programs of dependencies are shell scripts.
    options: { cwd: root, env: { ...environment, PATH }, shell: process.platform === 'win32' },
  };
}
