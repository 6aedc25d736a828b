import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { SqlOptions } from './run-sql.js';

const about = `
Without statements it is a prompt, or reads them from standard input. Several are separated by semicolons, and run
until one is refused. Values are the exact texts of the server.

Statements cannot change data unless --write is given: each runs in a read-only transaction of its own, which no
statement can leave. What acts outside of the database is not prevented: functions and DO blocks by which a superuser
writes files or starts programs of the server. Connect as a role that may only read, such as wdh_reader, where that
matters; the user of the local server is a superuser.
With --write each statement is committed, unless begin and commit enclose it.

--json prints an array of objects for each statement: integers, doubles, booleans and JSON as such, everything else,
such as numeric and bigint, as text. --csv distinguishes null (empty) from an empty text ("").

Exit codes: 2 a wrong command line, 3 no connection, 4 and 5 a refused statement, 6 a lock, 130 cancelled by Ctrl+C.

Examples:
  wdh sql
  wdh sql 'select count(*) from wdh_runs'
  wdh sql '\\dt'
  wdh sql --csv 'select * from strikes' > strikes.csv
  wdh sql --json 'select job, status from wdh_runs' | jq
  wdh sql --write < changes.sql`;

/** Adds `wdh sql`. */
export function addSqlCommand(program: Command, act: Act): void {
  program
    .command('sql')
    .description('Query the database: a prompt, or statements as argument or from standard input.')
    .argument('[statements]', 'SQL; quote it for the shell')
    .option('--write', 'allow statements that change data', false)
    .option('--csv', 'print rows as CSV', false)
    .addHelpText('after', about)
    .action(
      act<SqlOptions>(async (context, options, args) => {
        const { runSql } = await import('./run-sql.js');
        return runSql(context, options, args);
      }),
    );
}
