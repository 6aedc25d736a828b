import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invocationDirectory, readEnvironment } from '@wdh/config';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandLine, TypedCommandLine } from './command-line.js';

const shippedInput = fileURLToPath(new URL('../../data/wildlife-strikes.csv', import.meta.url));

/**
 * Makes the paths of a command line absolute, and fills in the shipped file.
 *
 * @throws WdhError `USAGE` where two of them are the same file.
 */
export async function resolvePaths(typed: TypedCommandLine): Promise<CommandLine> {
  const folder = typingFolder();
  const { input, summaryFile, rejectsFile, ...rest } = typed;
  const paths = {
    input: input === undefined ? shippedInput : resolve(folder, input),
    ...(summaryFile === undefined ? {} : { summaryFile: resolve(folder, summaryFile) }),
    ...(rejectsFile === undefined ? {} : { rejectsFile: resolve(folder, rejectsFile) }),
  };
  const real = await Promise.all(Object.values(paths).map(realOrAsGiven));
  if (new Set(real).size < real.length) {
    throw new WdhError('Input, summary and rejects must be different files; nothing was written.', {
      code: 'USAGE',
      category: 'usage',
    });
  }
  return { ...rest, ...paths };
}

/** Nx runs the job in the workspace's folder; started directly, the job is where its user is. */
function typingFolder(): string {
  const environment = readEnvironment();
  const startedByNx = environment['NX_TASK_TARGET_TARGET'] === 'execute';
  return startedByNx ? invocationDirectory(environment) : process.cwd();
}

async function realOrAsGiven(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
