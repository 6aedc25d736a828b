import { type Command, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { addOutputOptions } from '../../options/output-options.js';
import { addRunOptions } from '../../options/run-options.js';
import { addText } from '../../reading/parse-reading-values.js';
import { addReadingOptions, helpOnFormats } from '../../reading/reading-options.js';
import { emptyRules, type LoadOptions } from './load-options.js';
import { addRename, parseColumns, parseKey } from './parse-load-values.js';

const examples = `
What is detected (format, encoding, delimiter, quote, header) is shown before the load. Where it is
not certain, nothing is loaded, and the error names the option that decides.

Columns are matched by name: the same name first, then the same words, so that "Flight Date" is
flight_date. A column of the file that the table does not have is an error.

Empty cells: an empty cell is NULL; a quoted one, "", is an empty text in a text column, and NULL in
every other column. --null names further texts that are NULL.

Examples:
  wdh load strikes.csv --into public.strikes --create       make the table, after a question
  wdh load strikes.csv --into strikes --create --yes        the same without the question
  wdh load strikes.csv --into strikes                       into a table that exists
  wdh load strikes.csv --into strikes --key id              merge by key, a unique index
  wdh load 'daily/*.csv' --into strikes --dry-run           report what each file would do
  wdh load old.txt --into strikes --delimiter tab --encoding windows-1252 --null NA
  wdh load raw.csv --into strikes --no-header --columns id,day,species
  wdh load report.xlsx --into strikes --sheet 2025 --header-rows 2 --footer Total
  wdh load sales.csv --into sales --parse 'price=number:1.234,56 €' --parse day=date:DD.MM.YYYY
  wdh load dump.txt --into people --dialect mysql --no-header --columns id,name
  wdh load answer.json --into orders --at data.items
  wdh load in.csv --into strikes --rename "Cost Total $=cost" --omit Notes`;

/** Adds `wdh load`. */
export function addLoadCommand(program: Command, act: Act): void {
  const command = program
    .command('load')
    .description('Load files into a table, without code.')
    .argument('<file...>', 'files: CSV, JSON Lines, JSON or .xlsx, also compressed')
    .requiredOption('--into <table>', 'the table: schema.table, or a table in schema public')
    .option('--create', 'make the table; its types are found by reading the whole file', false)
    .option('--yes', 'make the table without a question', false)
    .option('--key <columns>', 'merge rows by these columns; with --create: its key', parseKey)
    .option('--no-key', 'with --create: no primary key')
    .option(
      '--columns <columns>',
      'name or name:type, separated by commas: the names of a file without a header; types for --create, otherwise checked against the table',
      parseColumns,
    );
  addMatchingOptions(command);
  addReadingOptions(command, 'the first record is data; needs --columns').option(
    '--keep-extra',
    'load also rows that look like units, totals or another table',
    false,
  );
  addOutputOptions(addRunOptions(command, { hasEncoding: false }))
    .addHelpText('after', helpOnFormats + examples)
    .action(
      act<LoadOptions>(async (context, options, files) => {
        const { announceLoad } = await import('./announce-load.js');
        announceLoad(context, files, options.into);
        try {
          const { loadFiles } = await import('./load-files.js');
          return await loadFiles(context, options, files);
        } finally {
          context.terminal.progress(null);
        }
      }),
    );
}

function addMatchingOptions(command: Command): void {
  command
    .option('--rename <name=column>', 'column of the file=column of the table', addRename)
    .option('--omit <column>', 'a column of the file that is not loaded', addText)
    .addOption(
      new Option('--empty <rule>', 'how empty cells of text columns are read, see below')
        .choices(emptyRules)
        .default('by-quotes'),
    );
}
