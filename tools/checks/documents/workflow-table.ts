import { posix } from 'node:path';
import { parseWorkflow, scriptOf } from '../workflows/workflow.js';
import type { WorkspaceFiles } from '../workspace-files.js';
import type { GeneratedTable } from './generated-table.js';

/** The table of jobs in the documents, from the workflow files: workflow, job, scripts, limit. */
export function workflowTable({ paths, read }: WorkspaceFiles): GeneratedTable {
  const rows = paths
    .filter((path) => path.startsWith('.github/workflows/'))
    .flatMap((path) =>
      Object.entries(parseWorkflow(read(path)).jobs).map(([name, job]) => {
        const { uses, steps = [], 'timeout-minutes': minutes } = job;
        const scripts = steps.flatMap(({ run = '' }) => scriptOf(run) ?? []);
        const actions = steps
          .flatMap(({ uses = '' }) => /^[^.@]+(?=@)/.exec(uses) ?? [])
          .filter((action) => !action.startsWith('actions/'));
        return [
          `[\`${posix.basename(path, '.yml')}\`](../../${path})`,
          `\`${name}\``,
          uses === undefined
            ? [
                ...scripts.map((script) => `\`${script}\``),
                ...(scripts.length ? [] : actions),
              ].join(', ')
            : `[\`${posix.basename(uses, '.yml')}\`](../../${posix.normalize(uses)})`,
          minutes === undefined ? '' : `${minutes} min`,
        ];
      }),
    );
  return {
    path: 'docs/operations/ci-cd-pipeline.md',
    name: 'jobs',
    header: ['workflow', 'job', 'npm script, or action', 'at most'],
    rows,
  };
}
