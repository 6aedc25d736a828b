import type { Project } from '@wdh/job';
import { parseConnectionUrl } from '@wdh/postgres';
import type { CommandContext } from '../../context/command-context.js';
import { showMany } from '../../table/show-values.js';
import type { RunPlace } from './run-place.js';

/** What a console starts with. */
export interface ConsoleStart {
  /** The address that logs in, or that of the page where no link does. */
  readonly link: string;
  readonly project: Project | null;
  readonly place: RunPlace;
  readonly connectionUrl: string;
  readonly origin: string;
}

/** Prints once where the console is, what it shows, what runs launched runs, and how it ends. */
export async function printStart(context: CommandContext, start: ConsoleStart): Promise<void> {
  const { link, project, place, origin } = start;
  const { user, server, database } = parseConnectionUrl(start.connectionUrl);
  const address = `${user === undefined ? '' : `${user}@`}${server}/${database ?? ''}`;
  const workers = place.queue === null ? null : (await place.queue.status()).workers.length;
  const jobs = [...(project?.jobs.keys() ?? [])];
  const facts = {
    event: 'console.started',
    ...{ link, listens: origin, database: address, jobs },
    runsIn: place.queue === null ? 'console' : 'queue',
    workers,
  };
  const lines = [
    `The console shows the runs of ${address}.`,
    `  jobs      ${jobs.length === 0 ? 'none: there is no wdh.config.ts with jobs, so runs are shown, not launched' : jobs.join(', ')}`,
    `  launched  ${launched(workers)}`,
    `  listens   ${origin}`,
    '',
    `Open ${link}`,
    link.includes('#')
      ? 'The link logs in: keep it to yourself. It is new at each start. Ctrl+C ends the console.'
      : 'Log in with your token. Ctrl+C ends the console.',
  ];
  await context.printText(`${context.isJson ? JSON.stringify(facts) : lines.join('\n')}\n`);
}

function launched(workers: number | null): string {
  if (workers === null) return 'runs are run by this process';
  const found =
    workers === 0 ? 'no worker runs now: start wdh worker' : `${showMany(workers, 'worker')} now`;
  return `runs go into the queue, and a worker runs them (${found})`;
}
