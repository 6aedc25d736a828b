import { type Command, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { addOutputOptions } from '../../options/output-options.js';
import { parseParallel } from '../../options/parse-times.js';
import { addParamOption, addPartitionOption, addRunOptions } from '../../options/run-options.js';
import type { RunJobOptions } from './run-registered-job.js';

const examples = `
Examples:
  wdh run people                             load the example of the job
  wdh run people --input in.csv              load a file
  wdh run people --input 'daily/*.csv'       each file in a run of its own
  wdh run people --input 'daily/*.csv' --parallel 4
                                             four of them at the same time
  wdh run people --input a.csv b.zip#b.csv https://example.com/c.csv
  cat in.csv | wdh run people --input -      load the standard input
  wdh run people --param day=2026-01-31      with a parameter; wdh jobs lists them
  wdh run annuity --partition 2026-01        one partition; wdh partitions annuity lists them
  wdh run people --input in.csv --dry-run    report what would be loaded and rejected

With several inputs, the exit code is that of the worst run. After an interruption, and without a
database, the rest is not started.`;

/** Adds `wdh run`. */
export function addRunCommand(program: Command, act: Act): void {
  const command = program
    .command('run')
    .argument('<job>', 'a job of wdh.config.ts')
    .description('Run a job of the project.')
    .addOption(
      new Option(
        '--input <input...>',
        'files, patterns, members of a zip (a.zip#b.csv), https addresses, or - (default: the example of the job)',
      ),
    );
  addOutputOptions(addPartitionOption(addParamOption(addRunOptions(command))))
    .option('--parallel <count>', 'most runs at the same time, of several inputs', parseParallel, 1)
    .option('--quiet', 'show no progress', false)
    .addHelpText('after', examples)
    .action(
      act<RunJobOptions>(async (context, options, [name = '']) => {
        const { runRegisteredJob } = await import('./run-registered-job.js');
        return runRegisteredJob(context, name, options);
      }),
    );
}
