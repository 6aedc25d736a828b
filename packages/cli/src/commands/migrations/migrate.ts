import { runMigrateCommand } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { complain, print } from '../../terminal/print.js';
import { migrationFolders } from './migration-folders.js';

/** The options of `wdh migrate down`. */
export interface DownOptions {
  readonly force: boolean;
}

/** Runs a command of the migrations on the audit tables and the jobs of the project, if any. */
export async function migrateBy(context: CommandContext, args: readonly string[]): Promise<number> {
  const project = await context.projectIfAny();
  const jobs = [...(project?.jobs.values() ?? [])];
  let printed = '';
  let complaints = '';
  const exitCode = await runMigrateCommand(context.isJson ? [...args, '--json'] : args, {
    folders: [auditMigrations, ...migrationFolders(jobs)],
    connectionUrl: () => context.connectionUrl(),
    print: (text) => void (printed += text),
    complain: (text) => void (complaints += text),
  });
  if (printed !== '') await print(printed);
  if (complaints !== '') await complain(complaints.trimEnd());
  return exitCode;
}
