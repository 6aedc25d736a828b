import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';

const examples = `
Examples:
  wdh queue                    how many runs wait, since when, what runs where, and what is dead
  wdh queue --json             the same for scripts: whole counts, and up to 100 runs of each list

A dead run failed in a way that no repetition repairs, or too often. Correct the cause, and put it back
with wdh requeue RUN.`;

/** Adds `wdh queue`. */
export function addQueueCommand(program: Command, act: Act): void {
  program
    .command('queue')
    .description('Show the queue: depth by job, oldest run, running ones and dead ones.')
    .addHelpText('after', examples)
    .action(
      act(async (context) => {
        const { showQueue } = await import('./status/show-queue.js');
        return showQueue(context);
      }),
    );
}
