import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { RangeOptions } from './job-partitions.js';

const examples = `
Examples:
  wdh partitions annuity                    every partition up to the last complete one
  wdh partitions annuity --from 2026-01     those from a month on
  wdh partitions trades --from 2026-01-01 --to 2026-03-31 --json

S is loaded, F failed, R running, Q queued, O loaded by another version of the job only; a dot is
missing. wdh backfill loads them.`;

/** Adds `wdh partitions`. */
export function addPartitionsCommand(program: Command, act: Act): void {
  program
    .command('partitions')
    .argument('<job>', 'a job of wdh.config.ts with partitions')
    .description('Show which partitions of a job are loaded.')
    .option('--from <key>', 'the first partition (default: the first of the job)')
    .option('--to <key>', 'the last partition (default: the last complete one)')
    .addHelpText('after', examples)
    .action(
      act<RangeOptions>(async (context, options, [name = '']) => {
        const { showPartitions } = await import('./show-partitions.js');
        return showPartitions(context, name, options);
      }),
    );
}
