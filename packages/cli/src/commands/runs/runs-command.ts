import { type Command, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { statusChoices } from '../../options/choices.js';
import { parseCount, parseTime } from '../../options/parse-times.js';
import type { ListOptions } from './list-runs.js';

const examples = `
Examples:
  wdh runs                                 the latest 20 runs
  wdh runs --status failed abandoned       those that loaded nothing
  wdh runs --job people --since 2d         those of one job in the last two days
  wdh runs --since 2026-01-31 --until 2026-02-01 --all --json

A time is an age (30m, 12h, 2d, 1w) or a date (2026-01-31, 2026-01-31T18:00), in UTC unless it has an
offset. Commands take the beginning of a run's id, or latest.`;

/** Adds `wdh runs`. */
export function addRunsCommand(program: Command, act: Act): void {
  program
    .command('runs')
    .description('List the runs, the latest first.')
    .option('--job <name>', 'only runs of this job')
    .addOption(
      new Option('--status <status...>', 'only runs of these statuses').choices(statusChoices),
    )
    .addOption(
      new Option('--since <time>', 'only runs that started then or later').argParser((text) =>
        parseTime(text),
      ),
    )
    .addOption(
      new Option('--until <time>', 'only runs that started before').argParser((text) =>
        parseTime(text),
      ),
    )
    .addOption(
      new Option('--limit <count>', 'how many').argParser(parseCount).default(20).conflicts('all'),
    )
    .option('--all', 'every run', false)
    .addHelpText('after', examples)
    .action(
      act<ListOptions>(async (context, options) => {
        const { listRuns } = await import('./list-runs.js');
        return listRuns(context, options);
      }),
    );
}
