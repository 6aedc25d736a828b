import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { addParamOption } from '../../options/run-options.js';
import type { ReplayCommandOptions } from './replay-rejects.js';

const examples = `
Examples:
  wdh replay latest --dry-run              what a replay would load
  wdh replay latest                        load what the corrected job accepts
  wdh replay latest --param limit=10       with other parameters, in place of those of the run
  wdh replay exec_1a2b --json              the result, for scripts

The records are those that were stored with the rejected rows: the file is not needed. Rows that load
are marked as resolved in the same transaction, so that no row is loaded twice; the others stay, with
the new reason.`;

/** Adds `wdh replay`. */
export function addReplayCommand(program: Command, act: Act): void {
  const command = program
    .command('replay')
    .argument('<run>', "the run's id, its beginning, or latest")
    .description('Run only the rejected rows of a run again, by the present version of its job.')
    .option('--dry-run', 'do everything but the commit', false);
  addParamOption(command)
    .option('--partition <key>', 'the partition of the rows (default: that of the run)')
    .addHelpText('after', examples)
    .action(
      act<ReplayCommandOptions>(async (context, options, [run = '']) => {
        const { replayRejects } = await import('./replay-rejects.js');
        return replayRejects(context, run, options);
      }),
    );
}
