import { encodings, type Encoding } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { LoadMode } from '@wdh/warehouse-loader';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

const modes: readonly LoadMode[] = ['append', 'upsert', 'insert_new', 'replace'];

/** What the user asked for, with absolute paths. */
export interface CommandLine {
  readonly input: string;
  readonly mode: LoadMode;
  readonly onError: 'stop' | 'collect';
  /** Share of rows, 0 to 1. */
  readonly errorThreshold: number;
  readonly dryRun: boolean;
  readonly force: boolean;
  /** Undefined: by the byte order mark, or UTF-8 without one. */
  readonly encoding?: Encoding;
  /** Whether to hide the progress. */
  readonly quiet: boolean;
  readonly summaryFile?: string;
  readonly rejectsFile?: string;
}

/** What the user typed: relative paths, and no input for the file that is shipped with the job. */
export type TypedCommandLine = Omit<CommandLine, 'input'> & { readonly input?: string };

/** The user asked for help; `help` is the text to print. */
export interface HelpRequest {
  readonly help: string;
}

const examples = `
Examples:
  sample-job                                   load the file that is shipped with the job
  sample-job --input strikes.csv               load another file of the same columns
  sample-job --input strikes.csv --dry-run     report what would be loaded and rejected, load nothing
  sample-job --input strikes.csv --force       load it although it was loaded before
  sample-job --input strikes.csv --on-error stop
                                               load nothing unless every row is valid and accepted
  sample-job --input strikes.csv --error-threshold 0.02
                                               load nothing if more than 2 % of the rows are bad
  sample-job --input strikes.csv --rejects-file rejects.csv --summary-file summary.json

Environment: DATABASE_URL names the target (without it, and with ENVIRONMENT=dev, the job starts
its own PostgreSQL server and keeps the data under .wdh/postgres). See .env.example for the rest.

Exit codes: 0 done or skipped, 1 internal error, 2 usage or configuration, 3 database unreachable,
4 rejected rows over the limit, 5 schema or migration, 6 another run holds the lock, 7 file or disk,
130 and 143 interrupted (143 also: another process cancelled the run).`;

/**
 * Reads the command line.
 *
 * @param args - What follows the name of the program.
 * @throws WdhError `USAGE` that states the mistake and the expected value.
 */
export function parseCommandLine(args: readonly string[]): TypedCommandLine | HelpRequest {
  let help = '';
  let complaint = '';
  const command = new Command('sample-job')
    .description('Load records of wildlife strikes from a CSV file into PostgreSQL.')
    .option('--input <file>', 'CSV file to load (default: the file shipped with the job)', path)
    .addOption(
      new Option(
        '--mode <mode>',
        'add rows (an existing row is rejected), merge them by key, add only new ones, or replace the whole table',
      )
        .choices(modes)
        .default('upsert'),
    )
    .addOption(
      new Option(
        '--on-error <policy>',
        'on a bad row, also one that the database refuses: stop the run, or collect it as rejected',
      )
        .choices(['stop', 'collect'])
        .default('collect'),
    )
    .option(
      '--error-threshold <share>',
      'share of bad rows, 0 to 1, above which a collecting run fails',
      share,
      0.1,
    )
    .addOption(
      new Option(
        '--encoding <name>',
        'encoding of the file (default: by its BOM, else utf-8)',
      ).choices(encodings),
    )
    .option('--dry-run', 'do everything, report the result, and load nothing', false)
    .option('--force', 'load the file even if it was loaded before', false)
    .option('--summary-file <file>', 'write the outcome as JSON, even if the run fails', path)
    .option('--rejects-file <file>', 'write the rejected rows as CSV', path)
    .option('--quiet', 'show no progress', false)
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .configureOutput({
      writeOut: (text) => (help += text),
      writeErr: (text) => (complaint += text),
    })
    .exitOverride();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw usage(complaint.replace(/^error: /, '').trim());
  }
  return command.opts<TypedCommandLine>();
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('Expected a share from 0 to 1, such as 0.1.');
  }
  return value;
}

function path(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected the path of a file.');
  if (text === '-' || /^(?:jdbc:)?[a-z][a-z\d+.-]+:\/\//i.test(text)) {
    const advice = 'Expected the path of a local file: neither - nor a URL is supported.';
    throw new InvalidArgumentError(advice);
  }
  return text;
}

function usage(complaint: string): WdhError {
  const sentence = complaint.replace(/\.?\s*$/, '.').replace(/\s*\n\s*/g, ' ');
  return new WdhError(`${sentence} Try --help.`, { code: 'USAGE', category: 'usage' });
}
