import { Command } from 'commander';
import { addBudgetCommand } from '../commands/budget/budget-command.js';
import { addCaptureCommand } from '../commands/capture/capture-command.js';
import { addConsoleCommand } from '../commands/console/console-command.js';
import { addDbCommand } from '../commands/database/db-command.js';
import { addInspectCommand } from '../commands/inspect/inspect-command.js';
import { addJobsCommand } from '../commands/jobs/jobs-command.js';
import { addRunCommand } from '../commands/jobs/run-command.js';
import { addLoadCommand } from '../commands/load/load-command.js';
import { addMigrateCommand } from '../commands/migrations/migrate-command.js';
import { addNewCommand } from '../commands/new/new-command.js';
import { addBackfillCommand } from '../commands/partitions/backfill-command.js';
import { addPartitionsCommand } from '../commands/partitions/partitions-command.js';
import { addQueueCommand } from '../commands/queue/queue-command.js';
import { addRequeueCommand } from '../commands/queue/requeue-command.js';
import { addSubmitCommand } from '../commands/queue/submit-command.js';
import { addWorkerCommand } from '../commands/queue/worker-command.js';
import { addRejectsCommand } from '../commands/rejects/rejects-command.js';
import { addReplayCommand } from '../commands/replay/replay-command.js';
import { addCancelCommand } from '../commands/runs/cancel-command.js';
import { addPruneCommand } from '../commands/runs/prune-command.js';
import { addRunsCommand } from '../commands/runs/runs-command.js';
import { addShowCommand } from '../commands/runs/show-command.js';
import { addSchedulesCommand } from '../commands/schedules/schedules-command.js';
import { addCompletionCommand } from '../commands/shell/completion-command.js';
import { addSqlCommand } from '../commands/sql/sql-command.js';
import { addWatchesCommand } from '../commands/watches/watches-command.js';
import type { Act } from '../context/command-action.js';
import { refuseRepeatedOptions } from '../options/refuse-repeated-options.js';
import { ownVersion } from '../own-version.js';

/** Adds a command to a program; its module imports the work only when it runs. */
type AddCommand = (program: Command, act: Act) => void;

const commands: readonly AddCommand[] = [
  addLoadCommand,
  addInspectCommand,
  addJobsCommand,
  addNewCommand,
  addRunCommand,
  addBackfillCommand,
  addPartitionsCommand,
  addSubmitCommand,
  addWorkerCommand,
  addQueueCommand,
  addRequeueCommand,
  addWatchesCommand,
  addCaptureCommand,
  addSchedulesCommand,
  addConsoleCommand,
  addBudgetCommand,
  addRunsCommand,
  addShowCommand,
  addRejectsCommand,
  addReplayCommand,
  addCancelCommand,
  addPruneCommand,
  addSqlCommand,
  addDbCommand,
  addMigrateCommand,
  addCompletionCommand,
];

const help = `
Examples:
  wdh inspect strikes.csv       what a file contains
  wdh new job NAME --from FILE  write the code of a job for such files
  wdh jobs                      the jobs of wdh.config.ts
  wdh run people                run one of them
  wdh worker                    take runs from the queue, on any number of machines
  wdh submit people             put a run of a job into the queue
  wdh capture                   the feeds of wdh.config.ts, and how to capture one
  wdh schedules                 when jobs run by themselves
  wdh console                   the web page of runs: watch, launch, cancel, repeat
  wdh budget                    what tenants may spend on paid calls, and what is left
  wdh runs                      the latest runs
  wdh show latest               what happened in the latest one
  wdh rejects latest            which rows it rejected, and why
  wdh replay latest             load what the corrected job accepts of them
  wdh sql                       look at the rows
  wdh db start                  keep the local server running

Exit codes: 0 done or skipped, 1 internal error, 2 usage or configuration, 3 database unreachable,
4 rejected rows over the limit, 5 schema or migration, 6 another run holds the lock, 7 file or disk,
8 a spending limit is reached, 130 and 143 interrupted (143 also: another process cancelled the run).`;

/** Declares the command `wdh` with all its commands. */
export function createProgram(act: Act): Command {
  const program = new Command('wdh')
    .description('Load files into PostgreSQL and account for every row.')
    .version(ownVersion(), '-V, --version', 'print the version')
    .addHelpText('after', help);
  for (const add of commands) add(program, act);
  for (const command of leavesOf(program)) {
    command.option('--json', 'print the result as JSON, for scripts', false);
    command.option(
      '--config <file>',
      'the file of the project (default: wdh.config.ts here or above)',
    );
    command.allowExcessArguments(false);
    refuseRepeatedOptions(command);
  }
  return program;
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}
