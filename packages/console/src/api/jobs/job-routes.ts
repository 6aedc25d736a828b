import { WdhError } from '@wdh/pipeline-core';
import type { ConsoleOptions } from '../../console-options.js';
import type { Route } from '../../http/route.js';
import { graphOf } from '../../launch/graph-of.js';
import { launchFormOf } from '../../launch/launch-form-of.js';
import type { WireJob, WireJobs } from '../../wire/jobs.js';
import { jobSummary } from './job-summary.js';

/** Returns the routes of jobs: those of the project, and others that have runs. */
export function jobRoutes(options: ConsoleOptions): readonly Route[] {
  return [
    { method: 'GET', path: '/jobs', role: 'viewer', answer: () => allJobs(options) },
    {
      method: 'GET',
      path: '/jobs/:job',
      role: 'viewer',
      answer: ({ req }) => oneJob(options, req.param('job') ?? ''),
    },
  ];
}

async function allJobs({ runs, project }: ConsoleOptions): Promise<WireJobs> {
  const figures = new Map((await runs.jobFigures()).map((about) => [about.job, about]));
  const names = [...new Set([...project.jobs.keys(), ...figures.keys()])].sort();
  const jobs = names.map((name) => jobSummary(project, name, figures.get(name)));
  return { jobs: await Promise.all(jobs) };
}

async function oneJob(options: ConsoleOptions, name: string): Promise<WireJob> {
  const { runs, project } = options;
  const job = project.jobs.get(name);
  const [figures] = await runs.jobFigures({ jobs: [name] });
  if (job === undefined && figures === undefined) throw jobNotFound();
  const [last] = figures?.lastRuns ?? [];
  const steps = last === undefined ? [] : await runs.stepsOf(last.executionId);
  return {
    ...(await jobSummary(project, name, figures)),
    graph: job === undefined ? null : await graphOf(job, steps),
    form: job === undefined ? null : await launchFormOf(job, options),
    metrics: await runs.metricNames(name),
  };
}

function jobNotFound(): WdhError {
  return new WdhError(
    'There is no job of this name: the project of this console does not declare it, and it has no runs.',
    { code: 'JOB_NOT_FOUND', category: 'usage' },
  );
}
