import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { modeChoices } from '../../options/choices.js';
import { parseFilePath } from '../../options/parse-values.js';
import { addReadingOptions, helpOnFormats } from '../../reading/reading-options.js';
import type { NewOptions } from './create-job.js';

const examples = `
What it writes lints, compiles and passes its test at once. In an Nx workspace it is the application
apps/FOLDER, elsewhere the folder FOLDER. The job is registered in wdh.config.ts. Nothing is overwritten.

Examples:
  wdh new job airports --from airports.csv
  wdh new job airports --from airports.csv --dry-run          what would be written
  wdh new job sales --from sales.csv --key shop,day --table raw.sales
  wdh new job people --from people.csv --sample 0             copy no record of the file
  wdh new job orders --from answer.json --at data.items
  wdh new job prices --from prices.csv --parse 'price=number:1.234,56 €'
  wdh new job rates --from rates.csv --no-header --columns day,currency,rate`;

/** Adds `wdh new job`. */
export function addNewCommand(program: Command, act: Act): void {
  const command = program
    .command('new')
    .description('Write the code of a new job.')
    .command('job')
    .argument('<name>', 'the name of the job, such as airports or daily-sales')
    .description('Write a whole job for the files of one kind: columns, rules, table, test.')
    .addOption(
      new Option('--from <file>', 'a CSV, JSON Lines, JSON or .xlsx file, which is read as a whole')
        .argParser(parseFilePath)
        .makeOptionMandatory(),
    )
    .option('--folder <name>', 'its folder and package (default: the name of the job)')
    .option('--table <schema.table>', 'the table (default: the name of the job, in public)')
    .addOption(
      new Option(
        '--mode <mode>',
        'how rows are loaded (default: upsert where there is a key, else append)',
      ).choices(modeChoices),
    )
    .option('--key <a,b>', 'the columns that identify a row (default: proposed)', parseList)
    .option('--no-key', 'no column identifies a row')
    .option('--sample <count>', 'records to copy from the file, 0 to 1000', parseCount, 10)
    .option('--columns <a,b>', 'names for a header that is missing or unusable', parseList)
    .option('--yes', 'do not ask on a terminal', false)
    .option('--dry-run', 'list the files, and write nothing', false);
  addReadingOptions(command)
    .addHelpText('after', helpOnFormats + examples)
    .action(
      act<NewOptions>(async (context, options, args) => {
        const { createJob } = await import('./create-job.js');
        return createJob(context, options, args[0] ?? '');
      }),
    );
}

/** Reads names with commas between them. */
function parseList(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('Expected names, such as a,b.');
  return names;
}

function parseCount(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (!(count <= 1000)) throw new InvalidArgumentError('Expected a whole number from 0 to 1000.');
  return count;
}
