import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';

const about = `
Watched folders are declared in wdh.config.ts with defineWatch; each worker watches them: wdh worker.

Examples:
  wdh watches            folder of each, and its files: waiting, loading, loaded, failed and skipped
  wdh watches --json     the same for scripts

Files that failed are in failed/ of the folder, each with report.json and rejects.csv. To load one again,
move it back into the folder, or put its run back: wdh requeue RUN`;

/** Adds `wdh watches`. */
export function addWatchesCommand(program: Command, act: Act): void {
  program
    .command('watches')
    .description('List the watched folders of the project, with the numbers of their files.')
    .addHelpText('after', about)
    .action(
      act(async (context) => {
        const { listWatches } = await import('./list-watches.js');
        return listWatches(context);
      }),
    );
}
