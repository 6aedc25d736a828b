import { type Command, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { ShowOptions } from './show-run.js';

const examples = `
Examples:
  wdh show latest                          the latest run
  wdh show exec_1a2b                       a run by the beginning of its id
  wdh show latest --events --follow        with its events, until it ends
  wdh show latest --events --level warn error
  wdh show latest --metrics                with every figure about its columns`;

/** Adds `wdh show`. */
export function addShowCommand(program: Command, act: Act): void {
  program
    .command('show')
    .argument('<run>', "the run's id, its beginning, or latest")
    .description('Show a run: what happened to every row, steps, checks, figures, error, events.')
    .option('--metrics', 'every figure, not only those about the whole run', false)
    .option('--events', 'its events, in their order', false)
    .addOption(
      new Option('--level <level...>', 'only events of these levels')
        .choices(['debug', 'info', 'warn', 'error'])
        .implies({ events: true }),
    )
    .addOption(
      new Option('--follow', 'print events as they happen, until the run ends')
        .default(false)
        .implies({ events: true }),
    )
    .addHelpText('after', examples)
    .action(
      act<ShowOptions>(async (context, options, [run = '']) => {
        const { showRun } = await import('./show-run.js');
        return showRun(context, run, options);
      }),
    );
}
