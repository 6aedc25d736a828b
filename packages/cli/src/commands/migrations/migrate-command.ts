import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { DownOptions, MigrateOptions } from './migrate.js';

const about = `
The migrations are those of the audit tables, of the queue, the console and budgets where they are used, and of
the jobs in wdh.config.ts. The queue is used if the database has its tables, or wdh.config.ts has schedules or
watched folders; the console and budgets if the database has their tables. --queue, --console and --budget
include them before, for programs with a role that may not create tables.

Examples:
  wdh migrate status             which are applied, pending, edited, missing or late
  wdh migrate up                 apply the pending ones
  wdh migrate up --queue         and create the tables of the queue
  wdh migrate up --console       and create those of wdh console
  wdh migrate up --budget        and create those of wdh budget
  wdh migrate down 2             revert the last two, both or none
  wdh migrate verify             fail unless the database is as the migrations define it (exit code 5)`;

const downExamples = `
All of them or none. Where this would destroy data, it is refused, and says which; --force destroys it.

Examples:
  wdh migrate down
  wdh migrate down 2 --force`;

const queueOption = [
  '--queue',
  'include the queue, also where nothing uses it yet',
  false,
] as const;

const consoleOption = ['--console', 'include the console, also before it has run', false] as const;

const budgetOption = ['--budget', 'include budgets, also before there are any', false] as const;

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
      .option(...queueOption)
      .option(...consoleOption)
      .option(...budgetOption)
      .addHelpText('after', `\nExample:\n  wdh migrate ${name}`)
      .action(
        act<MigrateOptions>(async (context, options) => {
          const { migrateBy } = await import('./migrate.js');
          return migrateBy(context, [name], options);
        }),
      );
  }
  migrate
    .command('down')
    .description('Revert the last migrations.')
    .argument('[count]', 'how many (default: 1)')
    .option('--force', 'allow it to destroy data', false)
    .option(...queueOption)
    .option(...consoleOption)
    .option(...budgetOption)
    .addHelpText('after', downExamples)
    .action(
      act<DownOptions>(async (context, options, counts) => {
        const { migrateBy } = await import('./migrate.js');
        const force = options.force ? ['--force'] : [];
        return migrateBy(context, ['down', ...counts, ...force], options);
      }),
    );
}
