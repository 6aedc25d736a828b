import type { Job, RunRequest } from '@wdh/job';
import { type Command, Option } from 'commander';
import { badRowChoices, encodingChoices, modeChoices } from './choices.js';
import { addParam, parseShare } from './parse-values.js';

/** The options of a run as commander returns them. */
export interface RunOptions {
  readonly mode?: RunRequest['mode'];
  readonly onError?: RunRequest['onBadRow'];
  readonly errorThreshold?: number;
  readonly encoding?: RunRequest['encoding'];
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly partition?: string;
  readonly param?: Readonly<Record<string, unknown>>;
}

/** Adds the options that every command has that starts a run. */
export function addRunOptions(command: Command, defaults: RunDefaults = {}): Command {
  return addLoadRules(command, defaults)
    .option('--dry-run', 'do everything, report the result, and load nothing', false)
    .option('--force', 'load the file even if it was loaded before', false);
}

/** Adds the options that say how an input is loaded. */
export function addLoadRules(command: Command, defaults: RunDefaults = {}): Command {
  return addEncodingOption(command, defaults)
    .addOption(
      withDefault(
        new Option(
          '--mode <mode>',
          'add rows (an existing row is rejected), merge them by key, add only new ones, or replace the whole table',
        ).choices(modeChoices),
        defaults.mode,
      ),
    )
    .addOption(
      withDefault(
        new Option(
          '--on-error <policy>',
          'on a bad row, also one that the database refuses: stop the run, or collect it as rejected',
        ).choices(badRowChoices),
        defaults.onBadRow,
      ),
    )
    .addOption(
      withDefault(
        new Option(
          '--error-threshold <share>',
          'share of bad rows, 0 to 1, above which a collecting run fails',
        ).argParser(parseShare),
        defaults.errorThreshold,
      ),
    );
}

function addEncodingOption(command: Command, { hasEncoding = true }: RunDefaults): Command {
  if (!hasEncoding) return command;
  const what = 'encoding of the file (default: by its BOM, else utf-8)';
  return command.addOption(new Option('--encoding <name>', what).choices(encodingChoices));
}

/** Adds the option for the parameters of a job. */
export function addParamOption(command: Command): Command {
  return command.addOption(
    new Option('--param <name=value>', 'a parameter of the job; may be repeated').argParser(
      addParam,
    ),
  );
}

/** Adds the option for the partition of a job that declares partitions. */
export function addPartitionOption(command: Command): Command {
  return command.option(
    '--partition <key>',
    'the partition that the input holds, such as 2026-01 or 2026-01-31',
  );
}

/** The defaults that the help shows. */
export type RunDefaults = Partial<Pick<Job, 'onBadRow' | 'errorThreshold'>> & {
  readonly mode?: RunRequest['mode'];
  /** Whether the command takes the encoding of the file here. Default true. */
  readonly hasEncoding?: boolean;
};

function withDefault(option: Option, value: unknown): Option {
  return value === undefined ? option : option.default(value);
}

/** Returns the request that the options describe; what was not given is left to the job. */
export function requestOf(input: string | undefined, options: RunOptions): RunRequest {
  const { mode, onError, errorThreshold, encoding, dryRun, force, partition, param } = options;
  const given = { input, mode, onBadRow: onError, errorThreshold, encoding, dryRun, force };
  const request = { ...given, partition, params: param };
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}
