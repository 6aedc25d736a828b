import type { BoundPipeline, SourceIdentity } from '@wdh/pipeline-core';
import type { Execution } from '../audit/execution.js';
import { prepareAudit } from '../audit/prepare-audit.js';
import { startExecution } from '../audit/start-execution.js';
import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { patienceMs } from '../connection/end-backend.js';
import { LoadAttempt } from './load-attempt.js';
import { type LoadError, loadErrorOf } from './load-error.js';
import type { PipelineLoadOptions } from './load-options.js';
import type { LoadReport, LoadStatus } from './load-report.js';
import type { LoadEnvironment } from './plain-load.js';

/**
 * One run of source, pipeline and load, with its record.
 *
 * Two connections: one for the record, alive as long as the run; one for the rows, see
 * {@link LoadAttempt}.
 */
export class AuditedLoad {
  readonly #bound: BoundPipeline<object>;
  readonly #options: PipelineLoadOptions;
  readonly #environment: LoadEnvironment;
  readonly #target: string;

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
    const { lease, logger, events } = this.#environment;
    const source = await this.#bound.identify(this.#options.signal);
    const execution = this.#execution(source);
    const { executionId, pipelineName, pipelineVersion, target } = execution;
    const audit = await lease.open(`wdh run ${executionId}`);
    await prepareAudit(audit, logger);
    await startExecution(audit, execution);
    const attempt = new LoadAttempt({
      bound: this.#bound,
      options: this.#options,
      environment: this.#environment,
      execution,
      audit,
    });
    try {
      const outcome = await attempt.run();
      const durationMs = Math.round(events.elapsedMs());
      const run = { executionId, pipelineName, pipelineVersion, target, source };
      return { ...outcome, ...run, durationMs, attempts: 1 };
    } catch (error) {
      attempt.cut(error);
      const loadError = loadErrorOf(error, { target, executionId }, this.#options.signal);
      await this.#recordFailure(attempt, audit, loadError);
      throw loadError;
    }
  }

  #execution(source: SourceIdentity): Execution {
    const { executionId, pipelineName, pipelineVersion } = this.#bound;
    const { mode = 'append', force = false } = this.#options;
    const run = { executionId, pipelineName, pipelineVersion, source };
    return { ...run, target: this.#target, mode, isForced: force };
  }

  /** What went wrong matters more than whether it can be recorded. */
  async #recordFailure(
    attempt: LoadAttempt,
    audit: DedicatedConnection,
    error: LoadError,
  ): Promise<void> {
    const { lease, logger } = this.#environment;
    try {
      // What cut one connection may have cut the other: then a new one is tried.
      await attempt
        .recordFailure(audit, error)
        .catch(async () =>
          attempt.recordFailure(await lease.open(audit.applicationName, patienceMs), error),
        );
    } catch (reason) {
      const { code } = loadErrorOf(reason, error, undefined);
      logger.error('execution.record.failed', { executionId: error.executionId, code });
    }
  }
}
