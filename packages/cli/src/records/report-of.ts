import type { Run, Runs } from '@wdh/runs';
import type { RunReport } from './run-report.js';

/** Reads what is recorded about a run. */
export async function reportOf(runs: Runs, run: Run): Promise<RunReport> {
  const { executionId } = run;
  const steps = await runs.stepsOf(executionId);
  const metrics = await runs.metricsOf({ run: executionId });
  const rejects = await runs.countRejectedRows({ run: executionId });
  return { run, steps, metrics, rejects };
}
