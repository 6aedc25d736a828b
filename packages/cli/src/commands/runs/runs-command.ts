import { type Command, Option } from 'commander';
import type { Act } from '../../wdh/command-action.js';
import type { ListOptions } from './list-runs.js';

const examples = `
Examples:
  wdh runs                               the latest 20 runs
  wdh runs --status failed               those that failed`;

/** Adds `wdh runs`. */
export function addRunsCommand(program: Command, act: Act): void {
  program
    .command('runs')
    .description('List the runs, the latest first.')
    .option('--job <name>', 'only runs of this job')
    .addOption(new Option('--status <status...>', 'only runs of this status'))
    .option('--limit <count>', 'how many', Number, 20)
    .addHelpText('after', examples)
    .action(
      act<ListOptions>(async (context, options) => {
        const { listRuns } = await import('./list-runs.js');
        return listRuns(context, options);
      }),
    );
}
