import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { RequeueOptions } from './requeue/requeue-runs.js';

const examples = `
Examples:
  wdh requeue 6d919a30              puts a dead run back, after its cause is corrected
  wdh requeue 6d919a30 0a5f4762     puts back several
  wdh requeue --all-dead            asks, and puts back every dead run
  wdh requeue --all-dead --yes      does not ask, for scripts

A run keeps its id and its request. What it rejected in earlier attempts is deleted when it begins again.`;

/** Adds `wdh requeue`. */
export function addRequeueCommand(program: Command, act: Act): void {
  program
    .command('requeue')
    .argument('[run...]', 'ids of runs, or their beginnings')
    .description('Put dead runs back into the queue.')
    .option('--all-dead', 'every dead run', false)
    .option('--yes', 'do not ask', false)
    .addHelpText('after', examples)
    .action(
      act<RequeueOptions>(async (context, options, names) => {
        const { requeueRuns } = await import('./requeue/requeue-runs.js');
        return requeueRuns(context, names, options);
      }),
    );
}
