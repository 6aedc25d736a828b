import { targetName, type Job, type JobPlan } from '@wdh/job';
import { describeParams, type ParamDescription } from '../../job-command/describe-params.js';

/** A job as `wdh jobs --json` prints it. */
export interface JobDescription {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** `schema.table`; null if it depends on the parameters of a run. */
  readonly target: string | null;
  readonly mode: Job['mode'];
  /** Columns, or an index by its name. */
  readonly keys: JobPlan['keys'];
  readonly example: string | null;
  /** In words, such as `months from 2026-01`; null: it has none. */
  readonly partitions: string | null;
  /** Null: the job has parameters, but their schema does not describe them. */
  readonly params: readonly ParamDescription[] | null;
}

/** Describes a job, without opening its input or its target. */
export function describeJob(job: Job): JobDescription {
  const { name, version, description, mode, example } = job;
  const plan = planOf(job);
  return {
    ...{ name, version, description, mode, example },
    partitions: job.partitions?.description ?? null,
    target: plan === null ? null : targetName(plan.into),
    keys: plan?.keys ?? [],
    params: describeParams(job),
  };
}

/** A job that is not made by defineJob may need its parameters to plan. */
function planOf(job: Job): JobPlan | null {
  try {
    return job.plan({}, job.partitions?.example);
  } catch {
    return null;
  }
}
