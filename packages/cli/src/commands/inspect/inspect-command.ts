import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { addReadingOptions, helpOnFormats } from '../../reading/reading-options.js';
import type { InspectOptions } from './inspect-options.js';

const examples = `
The whole file is read, and nothing is guessed from a sample: the type of a column is the narrowest
that stores every cell without loss. Leading zeros, numbers of 17 digits and more, and mixed forms
stay text. No database is needed.

Examples:
  wdh inspect strikes.csv                         dialect, rows, columns, candidate keys
  wdh inspect strikes.csv --ddl                   CREATE TABLE with types, NOT NULL and a key
  wdh inspect strikes.csv --drizzle > table.ts    the table for drizzle-orm
  wdh inspect strikes.csv --valibot > schema.ts   a schema from cells to rows of the table
  wdh inspect report.xlsx --sheet 2025            a sheet of a workbook
  wdh inspect old.txt --encoding windows-1252 --delimiter tab --null NA
  wdh inspect 'exports.zip#2024/strikes.csv'      a member of an archive
  wdh inspect events.jsonl --json                 the same for scripts`;

/** Adds `wdh inspect`. */
export function addInspectCommand(program: Command, act: Act): void {
  const command = program
    .command('inspect')
    .description('Report what a file contains, and print the code of a table for it.')
    .argument(
      '<file>',
      'CSV, JSON Lines, JSON or .xlsx: a file, also compressed, a.zip#b.csv, an https:// address, or - for the standard input',
    )
    .option('--ddl', 'print the statement that creates a table')
    .option('--drizzle', 'print the table as code for drizzle-orm')
    .option('--valibot', 'print a schema of valibot for the rows')
    .option('--table <table>', 'the table in the printed code (default: by the name of the file)');
  addReadingOptions(command)
    .addHelpText('after', helpOnFormats + examples)
    .action(
      act<InspectOptions>(async (context, options, [file = '']) => {
        const { inspectFile } = await import('./inspect-file.js');
        return inspectFile(context, file, options);
      }),
    );
}
