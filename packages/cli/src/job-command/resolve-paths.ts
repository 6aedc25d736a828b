import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { invocationDirectory, readEnvironment } from '@wdh/config';
import { isPath } from '@wdh/file-connector';
import type { Job } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandLine } from './command-line.js';

/**
 * Makes the paths of a command line absolute; the standard input and addresses stay as they are. The default input is the example of the job.
 *
 * @throws WdhError `USAGE` if two paths are the same file, even under different names.
 */
export async function resolvePaths(
  job: Pick<Job, 'example'>,
  typed: CommandLine,
): Promise<CommandLine> {
  const folder = typingFolder();
  const { request, summaryFile, rejectsFile, isQuiet } = typed;
  const absolute = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(folder, path);
  const isElsewhere = request.input !== undefined && !isPath(request.input);
  const input = isElsewhere ? request.input : absolute(request.input);
  const paths = { summaryFile: absolute(summaryFile), rejectsFile: absolute(rejectsFile) };
  const read = isElsewhere ? undefined : (input ?? job.example ?? undefined);
  const named = [read, paths.summaryFile, paths.rejectsFile];
  const files = await Promise.all(
    named.filter((path) => path !== undefined).map((path) => fileAt(path)),
  );
  if (new Set(files).size < files.length) {
    throw new WdhError('Input, summary and rejects must be different files; nothing was written.', {
      code: 'USAGE',
      category: 'usage',
    });
  }
  return { request: { ...request, ...(input === undefined ? {} : { input }) }, isQuiet, ...paths };
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
export async function fileAt(path: string, linksLeft = 40): Promise<string> {
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
