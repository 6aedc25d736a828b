import { migrateUp } from '@wdh/migrations';
import { type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import { LoadError, WarehouseLoader } from '@wdh/warehouse-loader';
import type { Job } from '../declare/job.js';
import { targetName } from '../declare/target-name.js';
import type { RunRequest } from '../request/run-request.js';
import { checkedRun } from './check-input.js';
import { endedOutcome, endedRunOf } from './ended-outcome.js';
import { loadJob } from './load-job.js';
import { loggedError } from './logged-error.js';
import { planRun } from './plan-run.js';
import type { RunHost } from './run-host.js';
import { RunNotes } from './run-notes.js';
import type { RunOutcome } from './run-outcome.js';

const dayMs = 86_400_000;

/**
 * Runs a job once: applies its migrations, records the run, and reads, validates and loads the
 * input in one transaction.
 *
 * For an input that cannot be opened, or has a wrong header, nothing is migrated: the run is recorded
 * as failed if the audit tables exist. A run that fails is an outcome, not an exception. Nothing is
 * printed, and no setting is read.
 *
 * With `delivery`, a run may be started several times under one id: it has one effect. If it has
 * succeeded, been skipped or rehearsed before, its recorded outcome is returned, with `hadEnded`.
 *
 * @throws WdhError `REQUEST_INVALID` or `PARAMETERS_INVALID` (usage); such a run is not recorded.
 * @example
 * const outcome = await runJob(people, { input: 'people.csv' }, { connectionUrl });
 */
export async function runJob(job: Job, request: RunRequest, host: RunHost): Promise<RunOutcome> {
  // The clock by which a run was submitted may be ahead of this one: its partition may have begun there.
  const aheadMs = host.delivery === undefined ? 0 : dayMs;
  const planned = await planRun(job, request, new Date(Date.now() + aheadMs));
  const { executionId = `exec_${crypto.randomUUID()}`, signal } = host;
  const logger = (host.logger ?? silentLogger).bind({ jobName: job.name, executionId });
  const notes = new RunNotes(host);
  const { plan, inputName: input, mode } = planned;
  const known = { executionId, jobName: job.name, target: targetName(plan.into), mode, input };
  const run = { ...host, executionId, logger };
  const checked = await checkedRun(planned, { signal, onProgress: notes.onRead });
  const { problem } = checked;
  try {
    if (host.migrate !== false && problem === null) {
      const folders = [auditMigrations, ...job.migrations];
      await migrateUp({ connectionUrl: host.connectionUrl, folders, logger, signal });
    }
    signal?.throwIfAborted();
    const report = await withLoader(run, (loader) =>
      loadJob(job, checked.planned, executionId, run, notes, loader),
    );
    return notes.succeeded(known, report);
  } catch (error) {
    const ended = endedRunOf(error);
    if (ended !== null) return endedOutcome(known, ended);
    // Whether the run could be recorded or not: the input is what has to be corrected.
    const failure = problem?.error ?? error;
    logger.error('job.failed', { error: loggedError(failure) });
    const attempts = failure instanceof LoadError ? failure.attempts : 0;
    return notes.failed(known, reasonOf(failure, signal), attempts);
  } finally {
    await checked.close();
  }
}

/** An interruption is reported instead of the error that it caused. */
function reasonOf(error: unknown, signal: AbortSignal | undefined): unknown {
  // The caller must know that the outcome is unknown.
  const isUnknown = error instanceof WdhError && error.code === 'COMMIT_UNKNOWN';
  if (signal?.aborted === true && !isUnknown) return signal.reason;
  // An input that cannot be opened says nothing about the load.
  const isUnopened = error instanceof LoadError && error.attempts === 0;
  return isUnopened && error.cause instanceof WdhError ? error.cause : error;
}

/** Uses the loader of the host, or one for this run. */
async function withLoader<Result>(
  host: RunHost & { readonly logger: Logger },
  use: (loader: WarehouseLoader) => Promise<Result>,
): Promise<Result> {
  if (host.loader !== undefined) return use(host.loader);
  const { connectionUrl, poolSize, batchSize, logger } = host;
  const loader = new WarehouseLoader({ connectionUrl, poolSize, batchSize, logger });
  try {
    return await use(loader);
  } finally {
    // An error on closing does not change the outcome of the run.
    await loader.close().catch((error: unknown) => {
      logger.warn('job.close.failed', { what: 'loader', error: loggedError(error) });
    });
  }
}
