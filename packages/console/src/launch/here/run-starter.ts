import { type Job, loggedError, parseRunRequest, replayRun, type RunHost, runJob } from '@wdh/job';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { type ExecutionFailure, failExecution, type Run, type Runs } from '@wdh/runs';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { recordedRequest } from '../recorded-request.js';

/** Options of a {@link RunStarter}. */
export interface RunStarterOptions {
  readonly runs: Runs;
  /** The database of the records. */
  readonly database: Queryable;
  readonly jobs: ReadonlyMap<string, Job>;
  /** Where runs are loaded; contains the password. */
  readonly connectionUrl: string;
  /** Most runs at the same time. */
  readonly parallel: number;
  readonly logger: Logger;
  /** Ends the runs; its reason becomes their error. */
  readonly signal: AbortSignal;
  /** Checks an input just before it is opened. */
  readonly checkInput: (input: string) => Promise<void>;
}

/** Connections of a load. */
const connectionsOfRun = 2;

/** Runs queued runs in this process, from their records. */
export class RunStarter {
  readonly #options: RunStarterOptions;
  readonly #loader: WarehouseLoader;

  constructor(options: RunStarterOptions) {
    const { connectionUrl, parallel, logger } = options;
    const poolSize = parallel * connectionsOfRun;
    this.#options = options;
    this.#loader = new WarehouseLoader({ connectionUrl, poolSize, logger });
  }

  /**
   * Runs a queued run to its end. One that was cancelled, or that another process has started, is left;
   * one that cannot be started ends as failed.
   *
   * @throws an error of the connection: the run is queued still, and may be tried again.
   */
  async run(executionId: string): Promise<void> {
    const { runs, database, signal } = this.#options;
    const run = await runs.getRun(executionId);
    if (run?.status !== 'queued') return;
    const error = await this.#attempt(run);
    if (error === null || signal.aborted) return;
    // What has started has recorded its end.
    if ((await runs.getRun(executionId))?.status !== 'queued') return;
    if (error instanceof WdhError && error.isRetryable) throw error;
    this.#options.logger.error('console.launch.failed', { executionId, error: loggedError(error) });
    await failExecution(database, executionId, failureOf(error));
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#loader.close();
  }

  /** Returns the error of the run; null if it succeeded. */
  async #attempt(run: Run): Promise<unknown> {
    const { jobs, checkInput } = this.#options;
    const { jobName, trigger, parentExecutionId } = run;
    try {
      const job = jobs.get(jobName ?? '');
      if (job === undefined) throw notRegistered(run);
      if (trigger === 'replay' && parentExecutionId !== null) {
        const { dryRun } = parseRunRequest(run.request);
        const { outcome } = await replayRun(job, parentExecutionId, this.#host(run), { dryRun });
        return outcome === null ? nothingLeft(parentExecutionId) : outcome.error;
      }
      const request = await recordedRequest(job, run);
      if (request.input !== undefined) await checkInput(request.input);
      return (await runJob(job, request, this.#host(run))).error;
    } catch (error) {
      return error;
    }
  }

  #host({ executionId, trigger, requestedBy, parentExecutionId }: Run): RunHost {
    const { connectionUrl, logger, signal } = this.#options;
    return {
      ...{ connectionUrl, logger, signal, executionId, loader: this.#loader },
      trigger: trigger ?? undefined,
      requestedBy: requestedBy ?? undefined,
      parentExecutionId: parentExecutionId ?? undefined,
    };
  }
}

/** How the record of a run describes an error; without the message of one that may contain values. */
function failureOf(error: unknown): ExecutionFailure {
  if (error instanceof WdhError) return error;
  const { name } = loggedError(error);
  return {
    code: 'INTERNAL',
    category: 'internal',
    message: `[INTERNAL] The run could not be started because of an unexpected ${name}. Report it, with the log.`,
  };
}

function notRegistered({ executionId, jobName }: Run): WdhError {
  return new WdhError(
    `Run ${executionId} is of job ${jobName ?? 'without a name'}, which wdh.config.ts does not list. Add the job.`,
    { code: 'JOB_NOT_FOUND', category: 'usage' },
  );
}

function nothingLeft(replayedRun: string): WdhError {
  return new WdhError(
    `The rejected rows of run ${replayedRun} were repaired meanwhile: nothing is left to replay.`,
    { code: 'REPLAY_REFUSED', category: 'usage' },
  );
}
