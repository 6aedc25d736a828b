import { escapeControls } from '@wdh/logging';
import type { CommandContext } from '../../wdh/command-context.js';
import { describeJob, type JobDescription } from './describe-job.js';
import { showParam } from './describe-params.js';

/** Prints the jobs of the project. */
export async function listJobs(context: CommandContext): Promise<number> {
  const { jobs } = await context.project();
  const described = [...jobs.values()].map(describeJob);
  await context.printResult(described, () => described.map(show).join('\n\n'));
  return 0;
}

function show(job: JobDescription): string {
  const { name, description, target, mode, keys, params } = job;
  const into = `${mode} into ${target ?? 'a table that depends on its parameters'}`;
  const lines = [
    description === name ? null : description,
    keys.length === 0 ? into : `${into} by ${keys.join(', ')}`,
    params === null
      ? 'with parameters'
      : params.length === 0
        ? null
        : params.map(showParam).join(', '),
  ];
  return [name, ...lines.filter((line) => line !== null).map((line) => `  ${line}`)]
    .map(escapeControls)
    .join('\n');
}
