import { resolve } from 'node:path';
import { findInputs, withoutChecksumFiles } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { fileAt } from '../../job-command/resolve-paths.js';

/**
 * Returns the inputs that the arguments name, each once: files by their whole paths, so that the
 * record of a run says which one it was. Undefined is the example of the job.
 *
 * @throws WdhError `FILE_NOT_FOUND` for a pattern that matches none, `USAGE` for a file named twice.
 */
export async function findRunInputs(
  patterns: readonly string[] | undefined,
): Promise<readonly (string | undefined)[]> {
  if (patterns === undefined) return [undefined];
  const found: string[] = [];
  for (const pattern of patterns) {
    if (pattern.trim() === '') throw usage('--input is empty: name a file.');
    // A path without these is not searched for: the run reports a missing file.
    const isPattern = /[*?[{]/.test(pattern) && !isElsewhere(pattern);
    found.push(...(isPattern ? await findInputs(pattern) : [pattern]));
  }
  // A shell that expands daily/* names the checksum files too.
  return withoutChecksumFiles(found).map((input) => (isElsewhere(input) ? input : resolve(input)));
}

/** Puts the key of a partition into an input, where it says `{partition}`. */
export function inputInPartition(input: string, partition: string | undefined): string {
  return partition === undefined ? input : input.replaceAll('{partition}', () => partition);
}

/**
 * Checks that no file is named twice, even under different names.
 *
 * @throws WdhError `USAGE`
 */
export async function expectDifferent(paths: readonly (string | undefined)[]): Promise<void> {
  const named = paths.filter((path) => path !== undefined);
  const places = await Promise.all(
    named.map(async (path) => (isElsewhere(path) ? path : fileAt(path))),
  );
  const twice = named.find((_, at) => places.indexOf(places[at] ?? '') !== at);
  if (twice === undefined) return;
  throw usage(`${twice} is named twice: each input and output must be a file of its own.`);
}

/** Creates the error of a wrong command line. */
export function usage(summary: string): WdhError {
  return new WdhError(summary, { code: 'USAGE', category: 'usage' });
}

function isElsewhere(input: string): boolean {
  return input === '-' || /^https?:\/\//i.test(input);
}
