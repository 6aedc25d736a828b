import { type Command, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { addMigrateOption } from '../../options/migrate-option.js';
import { parseDuration } from '../../options/parse-durations.js';
import { wholeNumber } from '../../options/parse-numbers.js';
import { parseInstant } from '../../options/parse-times.js';
import { addParamOption, addPartitionOption, addRunOptions } from '../../options/run-options.js';
import type { SubmitOptions } from './submit/submit-runs.js';

const examples = `
Examples:
  wdh submit people --input in.csv                 one run, for whatever worker takes it
  wdh submit people --input 'daily/*.csv'          each file in a run of its own
  wdh submit people --input in.csv --wait          wait for its end, and exit as it does
  wdh submit people --input in.csv --in 10m        not before ten minutes have passed
  wdh submit people --input in.csv --at 2026-12-31T23:00+08:00
  wdh submit people --input in.csv --priority 10   before those of a lower one
  wdh submit people --input in.csv --key nightly   nothing, while a run of this key still waits

The queue stores the request, and paths as they are on this machine: the file must be at the same path
where the worker runs. A password in an address, and the standard input, cannot be stored.`;

/** Adds `wdh submit`. */
export function addSubmitCommand(program: Command, act: Act): void {
  const command = program
    .command('submit')
    .argument('<job>', 'a job of wdh.config.ts')
    .description('Put runs of a job into the queue, for the workers.')
    .addOption(
      new Option(
        '--input <input...>',
        'files, patterns, members of a zip (a.zip#b.csv), or https addresses (default: the example of the job)',
      ),
    );
  addPartitionOption(addParamOption(addRunOptions(command)))
    .option(
      '--priority <n>',
      'a higher one is taken first, of the runs of a job (default: 0)',
      wholeNumber(-1_000, 1_000),
    )
    .addOption(
      new Option('--in <time>', 'start after 30s, 10m, 2h or 1d')
        .argParser(parseDuration)
        .conflicts('at'),
    )
    .addOption(
      new Option('--at <time>', 'start at a time, in UTC unless it has an offset').argParser(
        parseInstant,
      ),
    )
    .option('--key <text>', 'submit nothing while a run of the same job and key waits')
    .option('--wait', 'wait for the end of the runs; exit with the code of the worst', false)
    .option('--quiet', 'show no progress', false);
  addMigrateOption(command)
    .addHelpText('after', examples)
    .action(
      act<SubmitOptions>(async (context, options, [name = '']) => {
        const { submitRuns } = await import('./submit/submit-runs.js');
        return submitRuns(context, name, options);
      }),
    );
}
