import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { addMigrateOption } from '../../options/migrate-option.js';
import { parseParallel } from '../../options/parse-times.js';
import { addLoadRules, addParamOption } from '../../options/run-options.js';
import type { BackfillOptions } from './backfill.js';

const examples = `
Examples:
  wdh backfill annuity --from 2026-01 --to 2026-06      one run for each of six months, for the workers
  wdh backfill annuity --missing                        those that are not loaded, failed ones too
  wdh backfill annuity --missing --dry-run              what would be submitted
  wdh backfill annuity --from 2026-01 --input 'in/annuity_{partition}.csv'
  wdh backfill annuity --missing --parallel 4           run them here, without a queue
  wdh backfill annuity --from 2026-03 --to 2026-03 --force

Without --force, a partition that is loaded is skipped when its run starts. The same backfill again
submits nothing for a partition whose run still waits. With --parallel, the exit code is that of the
worst run.`;

/** Adds `wdh backfill`. */
export function addBackfillCommand(program: Command, act: Act): void {
  const command = program
    .command('backfill')
    .argument('<job>', 'a job of wdh.config.ts with partitions')
    .description('Load a range of partitions of a job, each in a run of its own.')
    .option('--from <key>', 'the first partition (default: the first of the job)')
    .option('--to <key>', 'the last partition (default: the last complete one)')
    .option('--missing', 'only those that are neither loaded nor queued nor running', false)
    .option('--force', 'load partitions again that are loaded', false)
    .option('--dry-run', 'show what would be submitted, and submit nothing', false)
    .option(
      '--input <pattern>',
      'the file of each partition, with {partition} in place of its key (default: as the job declares)',
    )
    .option('--parallel <count>', 'run them here, at most so many at the same time', parseParallel)
    .option('--quiet', 'show no progress', false);
  addMigrateOption(addParamOption(addLoadRules(command)))
    .addHelpText('after', examples)
    .action(
      act<BackfillOptions>(async (context, options, [name = '']) => {
        const { backfill } = await import('./backfill.js');
        return backfill(context, name, options);
      }),
    );
}
