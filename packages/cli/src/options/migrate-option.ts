import type { Command } from 'commander';

/** Adds the option of the commands of the queue that apply migrations before they begin. */
export function addMigrateOption(command: Command): Command {
  return command.option(
    '--no-migrate',
    'do not apply pending migrations: for a role that may not, after wdh migrate up --queue',
  );
}
