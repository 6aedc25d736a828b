import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { CancelOptions } from './cancel-run.js';

const examples = `
Examples:
  wdh cancel exec_1a2b                     ends the run, waits, and says how it ended
  wdh cancel latest --no-wait              returns when the request is recorded

A queued run is cancelled at once; a running one ends within seconds, with nothing loaded.`;

/** Adds `wdh cancel`. */
export function addCancelCommand(program: Command, act: Act): void {
  program
    .command('cancel')
    .argument('<run>', "the run's id, its beginning, or latest")
    .description('End a run that is queued or running. Nothing of it is loaded.')
    .option('--no-wait', 'do not wait for its end')
    .addHelpText('after', examples)
    .action(
      act<CancelOptions>(async (context, options, [run = '']) => {
        const { cancelRun } = await import('./cancel-run.js');
        return cancelRun(context, run, options);
      }),
    );
}
