import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invocationDirectory, readEnvironment } from '@wdh/config';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandLine, TypedCommandLine } from './command-line.js';

const shippedInput = fileURLToPath(new URL('../../data/wildlife-strikes.csv', import.meta.url));

/**
 * Makes the paths of a command line absolute. The default input is the shipped file.
 *
 * @throws WdhError `USAGE` if two paths are the same file, even under different names.
 */
export async function resolvePaths(typed: TypedCommandLine): Promise<CommandLine> {
  const folder = typingFolder();
  const { input, summaryFile, rejectsFile, ...rest } = typed;
  const paths = {
    input: input === undefined ? shippedInput : resolve(folder, input),
    ...(summaryFile === undefined ? {} : { summaryFile: resolve(folder, summaryFile) }),
    ...(rejectsFile === undefined ? {} : { rejectsFile: resolve(folder, rejectsFile) }),
  };
  const files = await Promise.all(Object.values(paths).map((path) => fileAt(path)));
  if (new Set(files).size < files.length) {
    throw new WdhError('Input, summary and rejects must be different files; nothing was written.', {
      code: 'USAGE',
      category: 'usage',
    });
  }
  return { ...rest, ...paths };
}

/**
 * Nx runs the job in the folder of the workspace; started directly, it runs in the user's folder.
 */
function typingFolder(): string {
  const environment = readEnvironment();
  const startedByNx = environment['NX_TASK_TARGET_TARGET'] === 'execute';
  return startedByNx ? invocationDirectory(environment) : process.cwd();
}

/**
 * Identifies the file of a path: two names, links or hard links of one file have the same result.
 */
async function fileAt(path: string, linksLeft = 40): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  if (found !== null) return `${found.dev}:${found.ino}`;
  // A link without a target is identified by the file that writing to it would create.
  const link = await lstat(path).catch(() => null);
  if (link?.isSymbolicLink() === true && linksLeft > 0) {
    return fileAt(resolve(dirname(path), await readlink(path)), linksLeft - 1);
  }
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}
