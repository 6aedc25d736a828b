import type { Job, JobPlan } from '@wdh/job';

/**
 * Returns what a job does for its default parameters and an example of its partitions; null if it
 * cannot be planned without others.
 */
export async function planOf(job: Job): Promise<JobPlan | null> {
  try {
    return job.plan(await defaultParams(job), job.partitions?.example);
  } catch {
    return null;
  }
}

/** The parameters of a request without any, as the schema of the job completes them. */
async function defaultParams({ params }: Job): Promise<unknown> {
  const result = await params?.['~standard'].validate({});
  return result?.issues === undefined ? (result?.value ?? {}) : {};
}
