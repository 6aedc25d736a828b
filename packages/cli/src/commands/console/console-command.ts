import { type Command, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { wholeNumber } from '../../options/parse-numbers.js';
import type { ConsoleOptions } from './run-console.js';

const examples = `
Examples:
  wdh console                        prints a link that logs in, and serves the page until Ctrl+C
  wdh console --open                 and opens it in the browser
  wdh console --port 8080            on another port
  wdh console --role data            the link also shows the values of rejected rows
  wdh console --role viewer          the link only reads
  wdh console --run-in console       this process runs what is launched, although there is a queue

It shows every run of the database: those of wdh run, wdh load, workers and other programs. The jobs of
wdh.config.ts can be launched; without that file, it shows the records alone.

Launched runs go into the queue if the database has one, and workers run them (wdh worker); otherwise the
console runs them itself. Only this machine reaches it. For other people, put a reverse proxy with TLS in
front of it: CONSOLE_URL and CONSOLE_TOKENS, see docs/operations/console.md.

Ctrl+C: it takes no more requests, and ends the runs that it runs itself, which load nothing; a second one ends
it at once.`;

/** Adds `wdh console`. */
export function addConsoleCommand(program: Command, act: Act): void {
  program
    .command('console')
    .description(
      'Serve the web page of runs: watch, launch, cancel and repeat them, and read rejects.',
    )
    .option('--port <port>', 'where it listens; 0 takes a free one', wholeNumber(0, 65_535), 3000)
    .option('--host <address>', 'the address that it listens on', '127.0.0.1')
    .option('--open', 'open the link in the browser', false)
    .addOption(
      new Option('--role <role>', 'what the link may do, each with those before it')
        .choices(['viewer', 'operator', 'data'])
        .default('operator'),
    )
    .option('--base-path <path>', 'the path below which it answers, such as /wdh')
    .addOption(
      new Option(
        '--run-in <place>',
        'what runs launched runs (default: queue, if there is one)',
      ).choices(['queue', 'console']),
    )
    .option(
      '--no-migrate',
      'do not apply pending migrations: for a role that may not, after wdh migrate up --console',
    )
    .addHelpText('after', examples)
    .action(
      act<ConsoleOptions>(async (context, options) => {
        const { runConsole } = await import('./run-console.js');
        return runConsole(context, options);
      }),
    );
}
