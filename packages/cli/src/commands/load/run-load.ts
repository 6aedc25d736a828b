import { runJob, type RunOutcome } from '@wdh/job';
import { writeRejects } from '../../job-command/write-rejects.js';
import { createLoadJob } from '../../load-job/load-job.js';
import { createProgressDisplay, noProgress } from '../../terminal/progress-display.js';
import { ProgressReporter } from '../../terminal/progress-reporter.js';
import type { FileLoad } from './file-load.js';
import type { LoadPlan } from './load-plan.js';
import { say } from './report/say.js';
import { showPlan } from './report/show-plan.js';

/** Shows what a load is about to do, and runs it. */
export async function showAndRun(load: FileLoad, plan: LoadPlan): Promise<RunOutcome> {
  await say(load.context, `${showPlan(plan)}\n\n`);
  return runLoad(load, plan);
}

/** Runs the job of a planned load, and shows its progress. */
export async function runLoad(
  { context, content, name, options }: FileLoad,
  { request }: LoadPlan,
  changes: { readonly force?: boolean } = {},
): Promise<RunOutcome> {
  const { signal, logger, settings } = context;
  const { dbPoolSize: poolSize, dbBatchSize: batchSize } = settings;
  const { rejectsFile } = options;
  const progress = new ProgressReporter(
    context.isJson ? noProgress : createProgressDisplay(context.terminal),
  );
  const { onProgress } = progress;
  const job = createLoadJob(() => content);
  const connectionUrl = await context.connectionUrl();
  try {
    return await runJob(
      job,
      { ...request, ...changes },
      {
        ...{ connectionUrl, poolSize, batchSize, logger, signal, onProgress },
        ...(rejectsFile === undefined
          ? {}
          : { onRejected: (rejected) => writeRejects(rejectsFile, name, rejected) }),
      },
    );
  } finally {
    progress.end();
  }
}
