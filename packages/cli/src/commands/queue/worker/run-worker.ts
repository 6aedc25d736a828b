import type { Job, Project } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../../context/command-context.js';
import { importQueue } from '../../../project/import-queue.js';
import { findJob } from '../../jobs/find-job.js';
import { openProjectQueue } from '../open-project-queue.js';
import { projectWork } from './project-work.js';
import { logStrayException, strayExceptionOf } from './stray-exception.js';
import { workerFacts } from './worker-facts.js';
import { type WorkerFacts, WorkerLines } from './worker-lines.js';

/** The options of `wdh worker`. */
export interface WorkerOptions {
  readonly jobs?: readonly string[];
  readonly concurrency?: number;
  readonly healthPort?: number;
  readonly healthHost: string;
  readonly drainSeconds: number;
  readonly migrate: boolean;
}

/** Takes queued runs and runs each, until a signal asks for its end; returns the exit code. */
export async function runWorker(context: CommandContext, options: WorkerOptions): Promise<number> {
  const { concurrency = context.settings.maxWorkers, migrate, drainSeconds } = options;
  const { healthHost: host, healthPort: port } = options;
  const project = await context.project();
  const jobs = jobsOf(project, options.jobs);
  const { Worker, connectionBudget } = await importQueue('wdh worker');
  const { signal, logger } = context;
  logStrayException(signal, logger);
  const role = { supervise: true, poolSize: 3, applicationName: 'wdh worker' };
  const queue = await openProjectQueue(context, 'wdh worker', { migrate, logger, ...role });
  try {
    const budget = connectionBudget(concurrency, queue.pool.size);
    const { address } = queue;
    const { schedules } = project;
    const watches = [...project.watches.values()].filter(({ job }) => jobs.includes(job));
    const started = (healthPort: number | null): WorkerFacts =>
      workerFacts({
        ...{ jobs, concurrency, budget, address, drainSeconds },
        health: healthPort === null ? null : { host, port: healthPort },
        ...{ schedules: [...schedules.keys()], watches: watches.map(({ name }) => name) },
      });
    const worker = new Worker({
      ...{ queue, jobs, concurrency, migrate },
      ...(await projectWork({ schedules, watches }, queue, logger)),
      logger: new WorkerLines(context, logger, started),
      drainMs: 1_000 * drainSeconds,
      ...(port === undefined ? {} : { health: { port, host } }),
    });
    await worker.run({ drain: signal });
  } finally {
    await queue.close();
  }
  const exception = strayExceptionOf(signal);
  if (exception !== null) throw exception;
  // The first signal is a request to end, and no failure.
  return 0;
}

/**
 * Returns every job of the project, or those that are named.
 *
 * @throws WdhError `JOB_NOT_FOUND` (usage), `USAGE` for a project without jobs.
 */
function jobsOf(project: Project, names: readonly string[] | undefined): readonly Job[] {
  if (names !== undefined) return names.map((name) => findJob(project, name));
  if (project.jobs.size > 0) return [...project.jobs.values()];
  throw new WdhError('The project lists no jobs: start one with wdh new job.', {
    code: 'USAGE',
    category: 'usage',
  });
}
