import { resolve } from 'node:path';
import { findInputs, inputName, isPath, withoutChecksumFiles } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { parseTableName } from '@wdh/postgres';
import type { CommandContext } from '../../context/command-context.js';
import { fileAt } from '../../job-command/resolve-paths.js';
import { expectSummaryPlace } from '../../outcome/write-summary.js';
import { loadFile } from './load-file.js';
import type { LoadOptions } from './load-options.js';
import type { FileResult } from './report/file-result.js';
import { reportLoads } from './report/report-loads.js';

/** Loads each of the files in a run of its own, and returns the worst exit code. */
export async function loadFiles(
  context: CommandContext,
  given: LoadOptions,
  patterns: readonly string[],
): Promise<number> {
  const options = await checkedOptions(given);
  // A shell that expands daily/* names the checksum files too.
  const inputs = withoutChecksumFiles((await Promise.all(patterns.map(inputsOf))).flat());
  await expectDifferent(inputs, options);
  const results: FileResult[] = [];
  for (const input of inputs) results.push(await loadNext(context, options, input, results));
  return reportLoads(context, options, results);
}

/** Files are named by their whole paths, so that a run can be repeated from another folder. */
async function inputsOf(pattern: string): Promise<readonly string[]> {
  if (isPattern(pattern)) return (await findInputs(pattern)).map(wholePath);
  return [wholePath(pattern)];
}

/** A path without these is not searched for: a missing file is an outcome of its own. */
const isPattern = (text: string): boolean => /[*?[{]/.test(text) && isPath(text);

const wholePath = (input: string): string => (isPath(input) ? resolve(input) : input);

/** After an interruption, and without a database, the rest is not started. */
async function loadNext(
  context: CommandContext,
  options: LoadOptions,
  input: string,
  before: readonly FileResult[],
): Promise<FileResult> {
  // The names of inputs are shown; an address may hold a secret.
  const name = inputName(input);
  const isOver = context.signal.aborted || before.some(isHopeless);
  if (isOver) return { input: name, loaded: null, error: null, isStarted: false };
  try {
    const loaded = await loadFile(context, options, input);
    return { input: name, loaded, error: loaded.outcome?.error ?? null, isStarted: true };
  } catch (error) {
    return { input: name, loaded: null, error: reasonOf(context.signal, error), isStarted: true };
  }
}

/** An interruption is reported instead of the error that it caused. */
const reasonOf = ({ aborted: isAborted, reason }: AbortSignal, error: unknown): unknown =>
  isAborted ? reason : error;

function isHopeless({ error }: FileResult): boolean {
  return error instanceof WdhError && error.category === 'connection';
}

async function checkedOptions(options: LoadOptions): Promise<LoadOptions> {
  const { key, mode, create } = options;
  const isMerging = mode === 'upsert' || mode === 'insert_new';
  if (isMerging && (key === undefined || key === false)) {
    throw usage(`--mode ${mode} merges rows by a key: give its columns with --key.`);
  }
  const hasKey = key !== undefined && key !== false;
  if (hasKey && mode !== undefined && !isMerging && !create) {
    throw usage(`--key has no meaning for --mode ${mode}: omit one of them.`);
  }
  if (!create && (options.yes || key === false)) {
    throw usage(`${options.yes ? '--yes' : '--no-key'} needs --create.`);
  }
  parseTableName(options.into);
  const { rejectsFile, summaryFile } = options;
  if (summaryFile !== undefined) await expectSummaryPlace(resolve(summaryFile));
  return {
    ...options,
    ...(rejectsFile === undefined ? {} : { rejectsFile: resolve(rejectsFile) }),
    ...(summaryFile === undefined ? {} : { summaryFile: resolve(summaryFile) }),
  };
}

/** Two names, links or hard links of one file are the same. */
async function expectDifferent(
  inputs: readonly string[],
  { rejectsFile, summaryFile, checksum }: LoadOptions,
): Promise<void> {
  if (inputs.length > 1 && rejectsFile !== undefined) {
    throw usage('--rejects-file takes the rejects of one file: load the files one by one.');
  }
  if (inputs.length > 1 && typeof checksum === 'object' && 'sha256' in checksum) {
    throw usage(
      '--checksum with a SHA-256 is that of one file: give beside, or load the files one by one.',
    );
  }
  const named = [...inputs, rejectsFile, summaryFile].filter((path) => path !== undefined);
  const places = await Promise.all(named.map(placeOf));
  const twice = named.find((_, index) => places.indexOf(places[index] ?? '') !== index);
  if (twice === undefined) return;
  throw usage(
    `${inputName(twice)} is named twice: each input and output must be a file of its own.`,
  );
}

const placeOf = async (input: string): Promise<string> => (isPath(input) ? fileAt(input) : input);

function usage(summary: string): WdhError {
  return new WdhError(summary, { code: 'USAGE', category: 'usage' });
}
