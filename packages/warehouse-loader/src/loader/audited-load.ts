import type { BoundPipeline, PipelineStream, SourceIdentity } from '@wdh/pipeline-core';
import { claimSource, loadApplicationName } from '../audit/claim-source.js';
import { endExecution, type ExecutionEnd } from '../audit/end-execution.js';
import type { Execution, RowCounts } from '../audit/execution.js';
import { prepareAudit } from '../audit/prepare-audit.js';
import { qualityMetricsOf, recordQualityMetrics } from '../audit/quality-metrics.js';
import { RejectsJournal } from '../audit/rejects-journal.js';
import { startExecution } from '../audit/start-execution.js';
import { beginTransaction } from '../connection/begin-transaction.js';
import { commitTransaction } from '../connection/commit-transaction.js';
import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { endBackend, patienceMs } from '../connection/end-backend.js';
import { checkTarget } from '../target/check-target.js';
import { findTarget } from '../target/target.js';
import type { WriteCounts } from '../write/table-writer.js';
import { checkLedger } from './check-ledger.js';
import { type LoadError, loadErrorOf } from './load-error.js';
import type { PipelineLoadOptions } from './load-options.js';
import type { LoadReport } from './load-report.js';
import type { LoadEnvironment } from './plain-load.js';
import { stopOn } from './stop-on.js';
import { writeBatches, type WrittenBatches } from './write-batches.js';

const nothing: WriteCounts = { inserted: 0, updated: 0, unchanged: 0, superseded: 0 };

/**
 * One run of source, pipeline and load, with its record.
 *
 * Two connections: one for the record, alive as long as the run; one for the rows, whose
 * transaction also holds the claim of the source, the rejected rows, the metrics and the success.
 */
export class AuditedLoad {
  readonly #bound: BoundPipeline<object>;
  readonly #options: PipelineLoadOptions;
  readonly #environment: LoadEnvironment;
  readonly #target: string;
  #load: DedicatedConnection | null = null;
  #journal: RejectsJournal | null = null;
  #stream: PipelineStream<object> | null = null;

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
  async run(): Promise<LoadReport> {
    const { lease, logger } = this.#environment;
    const source = await this.#bound.identify(this.#options.signal);
    const execution = this.#execution(source);
    const audit = await lease.open(`wdh run ${execution.executionId}`);
    await prepareAudit(audit, logger);
    await startExecution(audit, execution);
    try {
      return await this.#transact(execution, audit);
    } catch (error) {
      this.#load?.fail(error);
      const site = { target: this.#target, executionId: execution.executionId };
      const loadError = loadErrorOf(error, site, this.#options.signal);
      await this.#recordFailure(audit, loadError);
      throw loadError;
    }
  }

  #execution(source: SourceIdentity): Execution {
    const { executionId, pipelineName, pipelineVersion } = this.#bound;
    const { mode = 'append', force = false } = this.#options;
    const run = { executionId, pipelineName, pipelineVersion, source };
    return { ...run, target: this.#target, mode, isForced: force };
  }

  async #transact(execution: Execution, audit: DedicatedConnection): Promise<LoadReport> {
    const { lease, deadlineMs, events } = this.#environment;
    const { executionId, source, isForced } = execution;
    const load = (this.#load = await lease.open(loadApplicationName(executionId)));
    const unwatch = stopOn(this.#options.signal, load);
    try {
      await beginTransaction(load, deadlineMs);
      const earlier = source.sha256 === null ? null : await claimSource(load, execution);
      const isKnown = earlier !== null && !isForced;
      const written = isKnown ? null : await this.#write(execution, load, audit);
      const rows = this.#countsOf(written);
      await this.#end(load, { status: isKnown ? 'skipped' : 'success', rows, error: null });
      const reconnect = () => lease.open(load.applicationName, patienceMs);
      await commitTransaction(load, reconnect);
      return {
        status: isKnown ? 'skipped' : 'success',
        executionId,
        pipelineName: execution.pipelineName,
        pipelineVersion: execution.pipelineVersion,
        target: this.#target,
        source,
        rows,
        droppedColumns: written?.dropped ?? [],
        durationMs: Math.round(events.elapsedMs()),
        attempts: 1,
        previousExecutionId: earlier,
      };
    } finally {
      unwatch();
    }
  }

  async #write(
    { executionId, pipelineName }: Execution,
    load: DedicatedConnection,
    audit: DedicatedConnection,
  ): Promise<WrittenBatches> {
    const { into, mode = 'append', upsertKeys = [], signal } = this.#options;
    const { logger, events } = this.#environment;
    const target = await findTarget(load, into);
    const keys = checkTarget(target, mode, upsertKeys);
    const journal = (this.#journal = new RejectsJournal({ executionId, load, audit }));
    events.started();
    const stream = (this.#stream = this.#bound.stream(signal));
    const written = await writeBatches(stream, {
      connection: load,
      target,
      mode,
      keys,
      logger,
      onRejected: async (rejected, freeConnection) => {
        journal.add(rejected);
        if (!journal.isFull) return;
        await freeConnection();
        await journal.spill();
      },
    });
    const stored = await journal.finish();
    checkLedger(target.name, stream.ledger, written, { taken: journal.rows, stored });
    const metrics = qualityMetricsOf(this.#countsOf(written));
    await recordQualityMetrics(load, executionId, pipelineName, metrics);
    return written;
  }

  /** What became of the rows so far. */
  #countsOf(written: WrittenBatches | null): RowCounts {
    const ledger = this.#stream?.ledger;
    const { inserted, updated, unchanged, superseded } = written?.counts ?? nothing;
    return {
      read: ledger?.rowsIn ?? 0,
      inserted,
      updated,
      unchanged,
      superseded,
      rejected: this.#journal?.rows ?? 0,
      filtered: ledger?.rowsFiltered ?? 0,
      added: ledger?.rowsAdded ?? 0,
    };
  }

  #end(on: DedicatedConnection, end: Omit<ExecutionEnd, 'durationMs'>): Promise<void> {
    const durationMs = this.#environment.events.elapsedMs();
    return endExecution(on, this.#bound.executionId, { ...end, durationMs });
  }

  /** Writes `failed` and the rejected rows; what went wrong matters more than whether this works. */
  async #recordFailure(audit: DedicatedConnection, error: LoadError): Promise<void> {
    const { lease, logger } = this.#environment;
    try {
      // What cut one connection may have cut the other: then a new one is tried.
      await this.#recordFailureOn(audit, error).catch(async () =>
        this.#recordFailureOn(await lease.open(audit.applicationName, patienceMs), error),
      );
    } catch (reason) {
      const { code } = loadErrorOf(reason, error, undefined);
      logger.error('execution.record.failed', { executionId: error.executionId, code });
    }
  }

  async #recordFailureOn(on: DedicatedConnection, error: LoadError): Promise<void> {
    if (this.#load !== null) await endBackend(on, this.#load);
    await this.#journal?.keep(on);
    const { code, message } = error;
    const rows = this.#countsOf(null);
    await this.#end(on, { status: 'failed', rows, error: { code, message } });
    if (this.#journal !== null) await on.query('commit');
  }
}
