import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { parseDays } from '../../options/parse-times.js';
import type { PruneOptions } from './prune-runs.js';

const examples = `
Examples:
  wdh prune --older-than 90d --dry-run     says what would be deleted
  wdh prune --older-than 90d               says it, and asks
  wdh prune --older-than 12w --yes         deletes without a question, as in a nightly script

The record of a successful load of a file stays, because the same file is skipped by it. Loaded rows are
never deleted.`;

/** Adds `wdh prune`. */
export function addPruneCommand(program: Command, act: Act): void {
  program
    .command('prune')
    .description('Delete the records of old runs, with their rejected rows, events and figures.')
    .requiredOption('--older-than <age>', 'runs that ended longer ago: 90d or 12w', parseDays)
    .option('--dry-run', 'only say what would be deleted', false)
    .option('--yes', 'delete without a question', false)
    .addHelpText('after', examples)
    .action(
      act<PruneOptions>(async (context, options) => {
        const { pruneRuns } = await import('./prune-runs.js');
        return pruneRuns(context, options);
      }),
    );
}
