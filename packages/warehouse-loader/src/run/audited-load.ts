import { type BoundPipeline, executeWithRetry } from '@wdh/pipeline-core';
import { DatabaseError, type DedicatedConnection } from '@wdh/postgres';
import {
  endExecution,
  type EventBuffer,
  type PlannedExecution,
  runCancelled,
  RunPulse,
  RunRecord,
} from '@wdh/runs';
import { checkGateChecks } from '../options/gate-check.js';
import type { PipelineLoadOptions } from '../options/load-options.js';
import type { LoadReport, LoadStatus } from '../results/load-report.js';
import { linesOf } from './ledger/lines-of.js';
import type { LoadOutcome } from './ledger/load-outcome.js';
import { rowCountsOf } from './ledger/row-counts.js';
import { LoadAttempt } from './load-attempt.js';
import { endStatusOf, type LoadError, loadErrorOf } from './load-error.js';
import type { LoadEnvironment } from './plain-load.js';
import { RunSource } from './run-source.js';
import { AttemptSteps } from './steps/attempt-steps.js';

/** Options of an {@link AuditedLoad}. */
export interface AuditedLoadOptions {
  readonly bound: BoundPipeline<object>;
  readonly options: PipelineLoadOptions;
  readonly environment: LoadEnvironment;
  /** The table, for messages. */
  readonly target: string;
  /** Collects what the logger of the environment receives. */
  readonly recorded: EventBuffer;
}

/**
 * One run of source, pipeline and load, with its record, in one attempt or several.
 *
 * Two connections: one for the record, open as long as the run; one for the rows, see
 * {@link LoadAttempt}.
 */
export class AuditedLoad {
  readonly #bound: BoundPipeline<object>;
  readonly #options: PipelineLoadOptions;
  readonly #environment: LoadEnvironment;
  readonly #planned: PlannedExecution;
  readonly #recorded: EventBuffer;
  readonly #source: RunSource;
  readonly #steps: AttemptSteps[] = [];
  /** Aborted when another process requests the end of the run. */
  readonly #cancel = new AbortController();
  #record: RunRecord | null = null;
  #pulse: RunPulse | null = null;
  #last: LoadAttempt | null = null;
  /** Set when another process has the run. */
  #lost: unknown = null;
  #attempts = 1;
  #running: Promise<unknown> = Promise.resolve();

  constructor({ bound, options, environment, target, recorded }: AuditedLoadOptions) {
    const { executionId, pipelineName, pipelineVersion } = bound;
    const { mode = 'append', force: isForced = false, signal, run: origin, partition } = options;
    const signals = [this.#cancel.signal, ...(signal === undefined ? [] : [signal])];
    this.#bound = bound;
    this.#options = { ...options, signal: AbortSignal.any(signals) };
    this.#environment = environment;
    const pipeline = { executionId, pipelineName, pipelineVersion };
    this.#planned = { ...pipeline, target, mode, isForced, origin, partition };
    this.#recorded = recorded;
    this.#source = new RunSource({
      bound,
      options: this.#options,
      environment,
      planned: this.#planned,
    });
  }

  /** @throws LoadError. */
  async run(): Promise<LoadReport<LoadStatus>> {
    const { logger, events } = this.#environment;
    const { retry, signal, checks = [] } = this.#options;
    const { executionId, pipelineName, pipelineVersion, target } = this.#planned;
    checkGateChecks(checks);
    signal?.throwIfAborted();
    try {
      const outcome = await (retry === undefined
        ? this.#attemptOnce(1)
        : executeWithRetry(
            (number) => this.#attemptOnce(number),
            { ...retry, retriableErrors: [isTransient] },
            { signal, logger, operation: 'database.load' },
          ));
      const durationMs = Math.round(events.elapsedMs());
      const sourceLines = outcome.status === 'skipped' ? null : linesOf(this.#bound);
      const { source } = this.#source.execution;
      const run = { executionId, pipelineName, pipelineVersion, target, source, sourceLines };
      events.completed({ status: outcome.status, rows: outcome.rows });
      await this.#pulse?.finish();
      return { ...outcome, ...run, durationMs, attempts: this.#attempts };
    } catch (error) {
      // A signal ends the wait for an attempt before the attempt has ended.
      await this.#running;
      await this.#pulse?.stop();
      const site = { target, executionId, attempts: this.#attempts };
      const loadError =
        this.#lost === null ? loadErrorOf(error, site, signal) : loadErrorOf(this.#lost, site);
      const on = await this.#recordFailure(loadError);
      events.failed(loadError);
      await this.#pulse?.finish(on);
      throw loadError;
    } finally {
      await this.#last?.forget();
      await this.#closeSource();
    }
  }

  /** The outcome of the run is more important than what the source leaves behind. */
  async #closeSource(): Promise<void> {
    try {
      await this.#bound.close?.();
    } catch (error) {
      const { executionId, target } = this.#planned;
      const { code } = loadErrorOf(error, { executionId, target });
      this.#environment.logger.warn('source.close.failed', { executionId, code });
    }
  }

  #attemptOnce(number: number): Promise<LoadOutcome> {
    this.#attempts = number;
    const attempt = this.#transact(number);
    this.#running = attempt.catch(() => undefined);
    return attempt;
  }

  async #transact(number: number): Promise<LoadOutcome> {
    const record = await this.#holdRecord();
    await this.#openSource(record);
    await this.#last?.clear(record.connection);
    await this.#last?.forget();
    const { attemptsBefore } = record.start;
    const { logger } = this.#recorded;
    const { signal } = this.#options;
    const before = this.#steps.at(-1);
    const steps = new AttemptSteps(attemptsBefore + number, logger, signal, before);
    this.#steps.push(steps);
    const attempt = (this.#last = new LoadAttempt({
      bound: this.#bound,
      options: this.#options,
      environment: this.#environment,
      source: this.#source,
      record,
      number: attemptsBefore + number,
      steps,
    }));
    try {
      return await attempt.run();
    } catch (error) {
      await attempt.cut(error);
      throw await attempt.explain(error);
    }
  }

  async #holdRecord(): Promise<RunRecord> {
    const { lease, logger } = this.#environment;
    const { delivery } = this.#options;
    if (this.#record !== null) {
      await this.#record.restore();
      return this.#record;
    }
    const record = await RunRecord.start(lease, this.#planned, logger, delivery);
    this.#record = record;
    this.#pulse = new RunPulse({
      record,
      events: this.#recorded,
      steps: () => this.#steps.flatMap((steps) => steps.records()),
      onCancelRequested: () => {
        this.#cancel.abort(runCancelled(record.executionId));
      },
      // A woken process need not load all rows to find out.
      onLost: (error) => {
        this.#lost = error;
        this.#cancel.abort(error);
      },
      logger,
    });
    return record;
  }

  async #openSource(record: RunRecord): Promise<void> {
    if (this.#source.isOpen) return;
    const number = this.#attempts;
    // Until it is open, no attempt has begun.
    this.#attempts = 0;
    await this.#source.open(record);
    this.#attempts = number;
  }

  /**
   * Records a failure. The original error is more important than an error of recording it.
   *
   * @returns the connection on which it was recorded.
   */
  async #recordFailure(error: LoadError): Promise<DedicatedConnection | undefined> {
    const record = this.#record;
    if (record === null) return undefined;
    try {
      await this.#end(record, error);
      return record.connection;
    } catch {
      // The cause may have cut both connections: then a new one is opened.
    }
    try {
      // With the lock of the run: another process may have continued it.
      await record.restore();
      await this.#end(record, error);
      return record.connection;
    } catch (reason) {
      const { code } = loadErrorOf(reason, error);
      const { executionId } = error;
      this.#environment.logger.error('execution.record.failed', { executionId, code });
      return undefined;
    }
  }

  #end({ connection, start }: RunRecord, error: LoadError): Promise<void> {
    if (this.#last !== null) return this.#last.recordFailure(connection, error);
    const { code, message, category } = error;
    return endExecution(connection, this.#planned.executionId, {
      status: endStatusOf(code),
      rows: rowCountsOf(undefined),
      durationMs: this.#environment.events.elapsedMs(),
      attempts: start.attemptsBefore + this.#attempts,
      error: { code, message, category },
      delivery: start.delivery,
    });
  }
}

/**
 * Whether the same load may succeed in another attempt, by SQLSTATE or because the connection was
 * lost. False if the outcome of COMMIT is unknown, and for errors of a source.
 */
function isTransient(error: unknown): boolean {
  return error instanceof DatabaseError && error.isRetryable;
}
