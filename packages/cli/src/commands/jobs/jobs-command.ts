import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';

const examples = `
Examples:
  wdh jobs                               the jobs of wdh.config.ts, here or in a folder above
  wdh jobs --config apps/wdh.config.ts   those of another project
  wdh jobs --json                        with parameters and last run, for scripts`;

/** Adds `wdh jobs`. */
export function addJobsCommand(program: Command, act: Act): void {
  program
    .command('jobs')
    .description('List the jobs of the project: target, mode, keys, parameters and last run.')
    .addHelpText('after', examples)
    .action(
      act(async (context) => {
        const { listJobs } = await import('./list-jobs.js');
        return listJobs(context);
      }),
    );
}
