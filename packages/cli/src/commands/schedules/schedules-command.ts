import { type Command, InvalidArgumentError } from 'commander';
import type { Act } from '../../context/command-action.js';
import type { NextOptions } from './next-times.js';

const about = `
Schedules are declared in wdh.config.ts with defineSchedule; each worker follows them: wdh worker.

Examples:
  wdh schedules                       cron, next time and last run of each
  wdh schedules next                  the next times of all
  wdh schedules next nightly --count 3
  wdh schedules pause nightly         its times pass without a run, also after the next deployment
  wdh schedules resume nightly        from its next time on`;

const nextExamples = `
Times are those of the declaration, with the changes of the clocks in its time zone. No database is needed.

Examples:
  wdh schedules next
  wdh schedules next nightly --count 30 --json`;

function parseUpTo1000(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 1_000) return count;
  throw new InvalidArgumentError('Expected a whole number from 1 to 1000.');
}

/** Adds `wdh schedules` with its commands. */
export function addSchedulesCommand(program: Command, act: Act): void {
  const schedules = program
    .command('schedules')
    .description('List, pause and resume the schedules of the project.')
    .addHelpText('after', about);
  schedules
    .command('list', { isDefault: true })
    .description('List the schedules, with their next time and their last run.')
    .action(
      act(async (context) => {
        const { listSchedules } = await import('./list-schedules.js');
        return listSchedules(context);
      }),
    );
  schedules
    .command('next')
    .argument('[schedule]', 'only those of this schedule')
    .description('List the next times.')
    .option('--count <number>', 'how many, up to 1000', parseUpTo1000, 10)
    .addHelpText('after', nextExamples)
    .action(
      act<NextOptions>(async (context, options, [name]) => {
        const { nextTimes } = await import('./next-times.js');
        return nextTimes(context, name, options);
      }),
    );
  schedules
    .command('pause')
    .argument('<schedule>')
    .description('Let the times of a schedule pass without a run until it is resumed.')
    .action(
      act(async (context, _, [name = '']) => {
        const { pause } = await import('./pause-and-resume.js');
        return pause(context, name);
      }),
    );
  schedules
    .command('resume')
    .argument('<schedule>')
    .description('Resume a paused schedule from its next time on.')
    .action(
      act(async (context, _, [name = '']) => {
        const { resume } = await import('./pause-and-resume.js');
        return resume(context, name);
      }),
    );
}
