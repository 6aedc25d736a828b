import {
  type BoundPipeline,
  executeWithRetry,
  type SourceIdentity,
  type SourceStatistics,
} from '@wdh/pipeline-core';
import { patienceMs, DatabaseError } from '@wdh/postgres';
import { type Execution, RunRecord } from '@wdh/runs';
import { checkGateChecks } from '../options/gate-check.js';
import type { PipelineLoadOptions } from '../options/load-options.js';
import type { LoadReport, LoadStatus } from '../results/load-report.js';
import type { LoadOutcome } from './ledger/load-outcome.js';
import { LoadAttempt } from './load-attempt.js';
import { type LoadError, loadErrorOf } from './load-error.js';
import type { LoadEnvironment } from './plain-load.js';

/**
 * One run of source, pipeline and load, with its record, in one attempt or several.
 *
 * Two connections: one for the record, alive as long as the run; one for the rows, see
 * {@link LoadAttempt}.
 */
export class AuditedLoad {
  readonly #bound: BoundPipeline<object>;
  readonly #options: PipelineLoadOptions;
  readonly #environment: LoadEnvironment;
  readonly #target: string;
  #record: RunRecord | null = null;
  #last: LoadAttempt | null = null;
  #attempts = 1;
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    bound: BoundPipeline<object>,
    options: PipelineLoadOptions,
    environment: LoadEnvironment,
    target: string,
  ) {
    this.#bound = bound;
    this.#options = options;
    this.#environment = environment;
    this.#target = target;
  }

  /** @throws LoadError. */
  async run(): Promise<LoadReport<LoadStatus>> {
    const { logger, events } = this.#environment;
    const { retry, signal, checks = [] } = this.#options;
    checkGateChecks(checks);
    const source = await this.#bound.identify(signal);
    const execution = this.#execution(source);
    const { executionId, pipelineName, pipelineVersion, target } = execution;
    try {
      const outcome = await (retry === undefined
        ? this.#attemptOnce(execution, 1)
        : executeWithRetry(
            (number) => this.#attemptOnce(execution, number),
            { ...retry, retriableErrors: [isTransient] },
            { signal, logger, operation: 'database.load' },
          ));
      const durationMs = Math.round(events.elapsedMs());
      const sourceLines = outcome.status === 'skipped' ? null : linesOf(this.#bound);
      const run = { executionId, pipelineName, pipelineVersion, target, source, sourceLines };
      return { ...outcome, ...run, durationMs, attempts: this.#attempts };
    } catch (error) {
      // A signal ends the wait for an attempt before the attempt itself has ended.
      await this.#running;
      const site = { target, executionId, attempts: this.#attempts };
      const loadError = loadErrorOf(error, site, signal);
      await this.#recordFailure(loadError);
      throw loadError;
    } finally {
      await this.#last?.forget();
    }
  }

  #attemptOnce(execution: Execution, number: number): Promise<LoadOutcome> {
    this.#attempts = number;
    const attempt = this.#transact(execution, number);
    this.#running = attempt.catch(() => undefined);
    return attempt;
  }

  async #transact(execution: Execution, number: number): Promise<LoadOutcome> {
    const { lease, logger } = this.#environment;
    if (this.#record === null) this.#record = await RunRecord.start(lease, execution, logger);
    else await this.#record.restore();
    await this.#last?.clear(this.#record.connection);
    await this.#last?.forget();
    const attempt = (this.#last = new LoadAttempt({
      bound: this.#bound,
      options: this.#options,
      environment: this.#environment,
      execution,
      record: this.#record,
      number,
    }));
    try {
      return await attempt.run();
    } catch (error) {
      await attempt.cut(error);
      throw await attempt.explain(error);
    }
  }

  #execution(source: SourceIdentity): Execution {
    const { executionId, pipelineName, pipelineVersion } = this.#bound;
    const { mode = 'append', force = false } = this.#options;
    const run = { executionId, pipelineName, pipelineVersion, source };
    return { ...run, target: this.#target, mode, isForced: force };
  }

  /** What went wrong matters more than whether it can be recorded. */
  async #recordFailure(error: LoadError): Promise<void> {
    const { lease, logger } = this.#environment;
    const attempt = this.#last;
    if (this.#record === null || attempt === null) return;
    const { connection } = this.#record;
    try {
      // What cut one connection may have cut the other: then a new one is tried.
      await attempt
        .recordFailure(connection, error)
        .catch(async () =>
          attempt.recordFailure(
            await lease.open(connection.applicationName, { patienceMs }),
            error,
          ),
        );
    } catch (reason) {
      const { code } = loadErrorOf(reason, error, undefined);
      logger.error('execution.record.failed', { executionId: error.executionId, code });
    }
  }
}

/** Takes the counts of lines, of all that a source may count. */
function linesOf({ sourceStatistics }: BoundPipeline<object>): SourceStatistics | null {
  if (sourceStatistics === undefined) return null;
  const { lines, skippedLines, headerLines, recordLines, blankLines, commentLines } =
    sourceStatistics;
  return { lines, skippedLines, headerLines, recordLines, blankLines, commentLines };
}

/**
 * Whether the same load may succeed in another attempt, by SQLSTATE or because the connection was
 * lost. Not where the outcome of COMMIT is unknown, and not for what a source throws.
 */
function isTransient(error: unknown): boolean {
  return error instanceof DatabaseError && error.isRetryable;
}
