import { runMigrateCommand } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { complain, print } from '../../terminal/print.js';
import { budgetFolders } from './budget-folders.js';
import { consoleFolders } from './console-folders.js';
import { migrationFolders } from './migration-folders.js';
import { queueFolders } from './queue-folders.js';

/** The options of every command of the migrations. */
export interface MigrateOptions {
  /** Whether the tables of the queue are included although nothing uses them yet. */
  readonly queue: boolean;
  /** Whether the tables of the console are included although it has not run yet. */
  readonly console: boolean;
  /** Whether the tables of budgets are included although nothing uses them yet. */
  readonly budget: boolean;
}

/** The options of `wdh migrate down`. */
export interface DownOptions extends MigrateOptions {
  readonly force: boolean;
}

/**
 * Runs a command of the migrations on the audit tables, the queue, the console, budgets, and the jobs of the
 * project.
 */
export async function migrateBy(
  context: CommandContext,
  args: readonly string[],
  { queue, console, budget }: MigrateOptions,
): Promise<number> {
  const project = await context.projectIfAny();
  const jobs = [...(project?.jobs.values() ?? [])];
  let printed = '';
  let complaints = '';
  const exitCode = await runMigrateCommand(context.isJson ? [...args, '--json'] : args, {
    folders: async (connectionUrl) => [
      auditMigrations,
      ...(await queueFolders({ connectionUrl, project, isWanted: queue })),
      ...(await consoleFolders({ connectionUrl, isWanted: console })),
      ...(await budgetFolders({ connectionUrl, isWanted: budget })),
      ...migrationFolders(jobs),
    ],
    connectionUrl: () => context.connectionUrl(),
    print: (text) => void (printed += text),
    complain: (text) => void (complaints += text),
  });
  if (printed !== '') await print(printed);
  if (complaints !== '') await complain(complaints.trimEnd());
  return exitCode;
}
