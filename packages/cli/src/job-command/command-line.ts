import type { Job, RunRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { Command, CommanderError } from 'commander';
import { addOutputOptions } from '../options/output-options.js';
import { parseFilePath } from '../options/parse-values.js';
import { refuseRepeatedOptions } from '../options/refuse-repeated-options.js';
import {
  addParamOption,
  addPartitionOption,
  addRunOptions,
  requestOf,
  type RunOptions,
} from '../options/run-options.js';
import { fitParams } from './fit-params.js';

/** What the user asked for. */
export interface CommandLine {
  readonly request: RunRequest;
  /** Whether to hide the progress. */
  readonly isQuiet: boolean;
  readonly summaryFile?: string | undefined;
  readonly rejectsFile?: string | undefined;
}

/** The user asked for help; `help` is the text to print. */
export interface HelpRequest {
  readonly help: string;
}

interface TypedOptions extends RunOptions {
  readonly input?: string;
  readonly quiet: boolean;
  readonly summaryFile?: string;
  readonly rejectsFile?: string;
}

/**
 * Reads the command line of a program that runs one job.
 *
 * @param args - What follows the name of the program.
 * @throws WdhError `USAGE` that states the mistake and the expected value, or `PARAMETERS_INVALID` (usage)
 *   for a parameter that the job does not have.
 */
export function parseCommandLine(job: Job, args: readonly string[]): CommandLine | HelpRequest {
  let help = '';
  let complaint = '';
  const command = new Command(programName(job))
    .description(job.description)
    .option('--input <file>', 'file to load (default: the example of the job)', parseFilePath);
  addRunOptions(command, job);
  if (job.params !== null) addParamOption(command);
  if (job.partitions !== undefined) addPartitionOption(command);
  addOutputOptions(command)
    .option('--quiet', 'show no progress', false)
    .addHelpText('after', examplesOf(job))
    .allowExcessArguments(false)
    .configureOutput({
      writeOut: (text) => (help += text),
      writeErr: (text) => (complaint += text),
    })
    .exitOverride();
  refuseRepeatedOptions(command);
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw usage(complaint === '' ? error.message : complaint);
  }
  const { input, quiet, summaryFile, rejectsFile, param, ...options } =
    command.opts<TypedOptions>();
  const params = param === undefined ? {} : { param: fitParams(job, param) };
  const request = requestOf(input, { ...options, ...params });
  return { request, isQuiet: quiet, summaryFile, rejectsFile };
}

function programName({ name }: Job): string {
  return name.replaceAll('_', '-');
}

function examplesOf(job: Job): string {
  const name = programName(job);
  return `
Examples:
  ${name}                                load the example of the job
  ${name} --input in.csv                 load another file of the same columns
  ${name} --input in.csv --dry-run       report what would be loaded and rejected, load nothing
  ${name} --input in.csv --force         load it although it was loaded before
  ${name} --input in.csv --on-error stop
                         load nothing unless every row is valid and accepted
  ${name} --input in.csv --error-threshold 0.02
                         load nothing if more than 2 % of the rows are bad
  ${name} --input in.csv --rejects-file rejects.csv --summary-file summary.json

Environment: DATABASE_URL names the target (without it, and with ENVIRONMENT=dev, the job starts
its own PostgreSQL server and keeps the data under .wdh/postgres). See .env.example for the rest.

Exit codes: 0 done or skipped, 1 internal error, 2 usage or configuration, 3 database unreachable,
4 rejected rows over the limit, 5 schema or migration, 6 another run holds the lock, 7 file or disk,
8 a spending limit is reached, 130 and 143 interrupted (143 also: another process cancelled the run).`;
}

function usage(complaint: string): WdhError {
  const text = complaint.replace(/^error: /, '').trim();
  const sentence = text.replace(/\.?\s*$/, '.').replace(/\s*\n\s*/g, ' ');
  return new WdhError(`${sentence} Try --help.`, { code: 'USAGE', category: 'usage' });
}
