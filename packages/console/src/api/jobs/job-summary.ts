import { type Job, targetName } from '@wdh/job';
import type { JobFigures } from '@wdh/runs';
import type { ConsoleOptions } from '../../console-options.js';
import { planOf } from '../../launch/plan-of.js';
import type { WireJobSummary } from '../../wire/jobs.js';
import { onWire } from '../../wire/on-wire.js';

const noFigures: Omit<JobFigures, 'job'> = {
  lastRuns: [],
  ended: 0,
  successRate: null,
  medianDurationMs: null,
  medianLoaded: null,
};

/** Returns what the list of jobs shows of one; `figures` is undefined for a job without runs. */
export async function jobSummary(
  { jobs, schedules, watches }: ConsoleOptions['project'],
  name: string,
  figures: JobFigures | undefined,
): Promise<WireJobSummary> {
  const job = jobs.get(name);
  const { job: _, lastRuns, ...statistics } = { job: name, ...(figures ?? noFigures) };
  const isOfJob = (starter: { readonly job: Job }): boolean => starter.job.name === name;
  return {
    name,
    isRegistered: job !== undefined,
    ...(await declared(job)),
    lastRuns: onWire(lastRuns),
    statistics,
    schedules: [...schedules.values()].filter(isOfJob).map((schedule) => schedule.name),
    watches: [...watches.values()].filter(isOfJob).map((watch) => watch.name),
    hasPartitions: job?.partitions !== undefined,
  };
}

async function declared(
  job: Job | undefined,
): Promise<Pick<WireJobSummary, 'version' | 'description' | 'target' | 'mode'>> {
  if (job === undefined) return { version: null, description: null, target: null, mode: null };
  const { version, description, mode } = job;
  const plan = await planOf(job);
  return { version, description, target: plan === null ? null : targetName(plan.into), mode };
}
