import { type Command, InvalidArgumentError } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { StartOptions } from './start-server.js';
import type { StopOptions } from './stop-server.js';

const about = `
The local server is a PostgreSQL from npm with its data in WDH_HOME/postgres (default .wdh/postgres). Commands
start it when they need it, unless DATABASE_URL names another database, and it stops with the last of them.
wdh db start keeps it running in between. It listens on 127.0.0.1, and keeps its port.

Examples:
  wdh db start                   run it until wdh db stop
  wdh db start --port 5433       on this port, also from now on
  wdh db status                  port, process, users, data and log
  wdh db psql -- -c '\\dt'        list the tables with psql
  pg_dump "$(wdh db url)"        any program, by the URL
  wdh db stop                    stop it`;

const startExamples = `
A server that runs for another command is kept running. The port is remembered; if another program uses a port
that was remembered, a free one is taken and remembered. A port that is named here must be free.

Examples:
  wdh db start
  wdh db start --port 5433
  wdh db start --foreground      run it until Ctrl+C`;

const urlExamples = `
The URL contains the password. It is that of DATABASE_URL if this is set, otherwise that of the local server,
which must be running.

Examples:
  pg_dump "$(wdh db url)"
  DATABASE_URL="$(wdh db url)" node report.mjs`;

const psqlExamples = `
Arguments after -- are those of psql, whose exit code is returned. psql receives the database by its environment,
and not by arguments, which other users can see.

Examples:
  wdh db psql
  wdh db psql -- -c 'select count(*) from wdh_runs'`;

const stopExamples = `
A server is not stopped while a command uses it or a session has an open transaction (exit code 6). With --force
their sessions end with an error, and what they have not committed is rolled back.

Examples:
  wdh db stop
  wdh db stop --force`;

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port from 1 to 65535.');
}

/** Adds `wdh db` with its commands. */
export function addDbCommand(program: Command, act: Act): void {
  const db = program
    .command('db')
    .description('Start, stop and open the local server.')
    .addHelpText('after', about);
  db.command('start')
    .description('Start the local server, and keep it running.')
    .option('--port <number>', 'port on 127.0.0.1, remembered (default: the last one)', parsePort)
    .option('--foreground', 'run it until Ctrl+C', false)
    .addHelpText('after', startExamples)
    .action(
      act<StartOptions>(async (context, options) => {
        const { startServer } = await import('./start-server.js');
        return startServer(context, options);
      }),
    );
  db.command('status')
    .description('Show whether the local server runs (exit code 3: it does not).')
    .action(
      act(async (context) => {
        const { serverStatus } = await import('./server-status.js');
        return serverStatus(context);
      }),
    );
  db.command('url')
    .description('Print the URL of the database, with its password.')
    .addHelpText('after', urlExamples)
    .action(
      act(async (context) => {
        const { printUrl } = await import('./print-url.js');
        return printUrl(context);
      }),
    );
  db.command('psql')
    .description('Open psql on the database.')
    .argument('[args...]', 'arguments of psql, after --')
    .addHelpText('after', psqlExamples)
    .action(
      act(async (context, _, args) => {
        const { runPsql } = await import('./run-psql.js');
        return runPsql(context, args);
      }),
    );
  db.command('stop')
    .description('Stop the local server.')
    .option('--force', 'also if it is in use: open transactions are rolled back', false)
    .addHelpText('after', stopExamples)
    .action(
      act<StopOptions>(async (context, options) => {
        const { stopServer } = await import('./stop-server.js');
        return stopServer(context, options);
      }),
    );
}
