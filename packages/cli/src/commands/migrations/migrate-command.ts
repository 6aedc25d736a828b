import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { DownOptions } from './migrate.js';

const about = `
The migrations are those of the audit tables, and of the jobs in wdh.config.ts.

Examples:
  wdh migrate status             which are applied, pending, edited, missing or late
  wdh migrate up                 apply the pending ones
  wdh migrate down 2             revert the last two, both or none
  wdh migrate verify             fail unless the database is as the migrations define it (exit code 5)`;

const downExamples = `
All of them or none. Where this would destroy data, it is refused, and says which; --force destroys it.

Examples:
  wdh migrate down
  wdh migrate down 2 --force`;

/** Adds `wdh migrate` with its commands. */
export function addMigrateCommand(program: Command, act: Act): void {
  const migrate = program
    .command('migrate')
    .description('Apply, revert and check migrations.')
    .addHelpText('after', about);
  const simple = [
    ['up', 'Apply all pending migrations.'],
    ['status', 'List the migrations and their states.'],
    ['verify', 'Check that the database is exactly as the migrations define it.'],
  ] as const;
  for (const [name, description] of simple) {
    migrate
      .command(name)
      .description(description)
      .addHelpText('after', `\nExample:\n  wdh migrate ${name}`)
      .action(
        act(async (context) => {
          const { migrateBy } = await import('./migrate.js');
          return migrateBy(context, [name]);
        }),
      );
  }
  migrate
    .command('down')
    .description('Revert the last migrations.')
    .argument('[count]', 'how many (default: 1)')
    .option('--force', 'allow it to destroy data', false)
    .addHelpText('after', downExamples)
    .action(
      act<DownOptions>(async (context, { force }, counts) => {
        const { migrateBy } = await import('./migrate.js');
        return migrateBy(context, ['down', ...counts, ...(force ? ['--force'] : [])]);
      }),
    );
}
