import type { RunStatus } from '@wdh/runs';
import Table from 'cli-table3';
import type { CommandContext } from '../../wdh/command-context.js';

/** The options of `wdh runs`. */
export interface ListOptions {
  readonly job?: string;
  readonly status?: readonly RunStatus[];
  readonly limit: number;
}

/** Prints the latest runs. */
export async function listRuns(context: CommandContext, options: ListOptions): Promise<number> {
  const { job, status: statuses, limit } = options;
  const runs = await context.runs();
  const { items } = await runs.listRuns({ job, statuses, limit });
  await context.printResult(items, () => {
    const table = new Table({ head: ['run', 'job', 'status', 'started', 'loaded', 'rejected'] });
    for (const run of items) {
      const { executionId, jobName, status, startedAt, rows } = run;
      const counts = [String(rows?.loaded ?? ''), String(rows?.rejected ?? '')];
      table.push([executionId, jobName ?? '', status, startedAt.toISOString(), ...counts]);
    }
    return table.toString();
  });
  return 0;
}
