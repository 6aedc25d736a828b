import type { Command } from 'commander';
import { Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { parseCount } from '../../options/parse-times.js';
import { parseFilePath } from '../../options/parse-values.js';
import type { RejectsOptions } from './list-rejects.js';

const examples = `
Examples:
  wdh rejects latest                       line, column, code and message of the first 50
  wdh rejects exec_1a2b --values           with their records
  wdh rejects latest --csv rejects.csv     all of them into a file, to correct or to send
  wdh rejects latest --column price --open those of one column that no replay has loaded
  wdh rejects latest --json --values       one JSON object in a line, for scripts

Records contain the values of the file. They are printed only with --values, and written by --csv;
text that a spreadsheet would run as a formula gets a ' before it there.`;

/** Adds `wdh rejects`. */
export function addRejectsCommand(program: Command, act: Act): void {
  program
    .command('rejects')
    .argument('<run>', "the run's id, its beginning, or latest")
    .description('List the rejected rows of a run: line, column, code and message.')
    .option('--csv <file>', 'write all of them to a CSV file, with their records', parseFilePath)
    .option('--values', 'print the records too, which contain the values of the file', false)
    .option('--code <code>', 'only rows rejected with this code')
    .option('--column <name>', 'only rows rejected because of this column')
    .option('--open', 'only rows that no replay has loaded', false)
    .addOption(
      new Option('--limit <count>', 'how many to print')
        .argParser(parseCount)
        .default(50)
        .conflicts('all'),
    )
    .option('--all', 'print every one', false)
    .addHelpText('after', examples)
    .action(
      act<RejectsOptions>(async (context, options, [run = '']) => {
        const { listRejects } = await import('./list-rejects.js');
        return listRejects(context, run, options);
      }),
    );
}
