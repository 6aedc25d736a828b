import { escapeControls } from '@wdh/logging';
import type { CommandContext } from '../../context/command-context.js';
import { showParam } from '../../job-command/describe-params.js';
import { showTime } from '../../table/show-values.js';
import { describeJob, type JobDescription } from './describe-job.js';
import { lastRuns, type LastRun } from './last-runs.js';

/** A job, with its latest run. */
type ListedJob = JobDescription & { readonly lastRun: LastRun | null };

/** Prints the jobs of the project. */
export async function listJobs(context: CommandContext): Promise<number> {
  const { jobs } = await context.project();
  const last = await lastRuns(context, [...jobs.keys()]);
  const listed = [...jobs.values()].map((job) => ({
    ...describeJob(job),
    lastRun: last.get(job.name) ?? null,
  }));
  await context.printResult(listed, () =>
    listed.length === 0 ? 'The project lists no jobs.' : listed.map(show).join('\n\n'),
  );
  return 0;
}

function showKeys(keys: ListedJob['keys']): string {
  if ('index' in keys) return ` by index ${keys.index}`;
  return keys.length === 0 ? '' : ` by ${keys.join(', ')}`;
}

function show(job: ListedJob): string {
  const { name, description, target, mode, keys, partitions, params, lastRun } = job;
  const into = `${mode} into ${target ?? 'a table that depends on its parameters'}`;
  const lines = [
    description === name ? null : description,
    `${into}${showKeys(keys)}`,
    partitions === null ? null : `--partition KEY: ${partitions}`,
    paramsLine(params),
    lastRun === null
      ? null
      : `last run ${lastRun.executionId}: ${lastRun.status} at ${showTime(lastRun.startedAt)}`,
  ];
  return [name, ...lines.filter((line) => line !== null).map((line) => `  ${line}`)]
    .map(escapeControls)
    .join('\n');
}

function paramsLine(params: JobDescription['params']): string | null {
  if (params === null) return 'with parameters that its schema does not describe';
  return params.length === 0 ? null : `--param ${params.map(showParam).join(', ')}`;
}
