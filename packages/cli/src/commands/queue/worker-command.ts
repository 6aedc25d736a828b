import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { addMigrateOption } from '../../options/migrate-option.js';
import { parseNames } from '../../options/parse-names.js';
import { wholeNumber } from '../../options/parse-numbers.js';
import type { WorkerOptions } from './worker/run-worker.js';

const examples = `
Examples:
  wdh worker                               runs of every job of wdh.config.ts, four at a time
  wdh worker --jobs people,orders          runs of these jobs
  wdh worker --concurrency 8               up to eight runs at the same time (default: MAX_WORKERS)
  wdh worker --health-port 8080            answers 200 while it works, and 503 otherwise, for a container
  wdh worker --drain-seconds 600           waits ten minutes for its runs when it is stopped

Start as many workers as you like, on any machine that reaches the database and the files. A run is
taken by one worker; if that one dies, another continues the request within 45 seconds, and its rows are
loaded once. Schedules and watched folders of the project are served by whatever worker is running.

SIGTERM or Ctrl+C: it takes no more runs, waits for those that it has, gives back what is left after
--drain-seconds, and exits with 0. A second signal ends it at once, with 143 or 130.`;

/** Adds `wdh worker`. */
export function addWorkerCommand(program: Command, act: Act): void {
  const command = program
    .command('worker')
    .description('Take queued runs of the project, and run each, until it is stopped.')
    .option('--jobs <names>', 'only runs of these jobs, such as people,orders', parseNames)
    .option(
      '--concurrency <n>',
      'most runs at the same time (default: MAX_WORKERS)',
      wholeNumber(1, 256),
    )
    .option('--health-port <port>', 'answer GET requests about its health', wholeNumber(0, 65_535))
    .option('--health-host <address>', 'where to listen for them', '127.0.0.1')
    .option(
      '--drain-seconds <s>',
      'how long its runs may take to end after a signal',
      wholeNumber(0, 86_400),
      30,
    );
  addMigrateOption(command)
    .addHelpText('after', examples)
    .action(
      act<WorkerOptions>(async (context, options) => {
        const { runWorker } = await import('./worker/run-worker.js');
        return runWorker(context, options);
      }),
    );
}
