import type { BoundPipeline, PipelineStream } from '@wdh/pipeline-core';
import {
  beginTransaction,
  commitTransaction,
  type DedicatedConnection,
  endBackend,
  patienceMs,
  rehearseCommit,
  takeOwnPath,
  takeUserPath,
  stopOn,
} from '@wdh/postgres';
import {
  explainClaim,
  loadSessionName,
  endExecution,
  type ExecutionEnd,
  qualityMetricsOf,
  recordQualityMetrics,
  type RowCounts,
  type RunRecord,
} from '@wdh/runs';
import { checkTarget } from '../catalog/check-target.js';
import { holdTarget } from '../catalog/hold-target.js';
import { nameLockHolder } from '../catalog/name-lock-holder.js';
import { tableNameOf } from '../catalog/target.js';
import { modeOf } from '../modes/load-modes.js';
import type { PipelineLoadOptions } from '../options/load-options.js';
import { ColumnProfile } from '../profile/column-profile.js';
import type { LoadStatus } from '../results/load-report.js';
import { runChecks } from './checks/run-checks.js';
import { checkLedger } from './ledger/check-ledger.js';
import { type LoadOutcome, previousOutcome, writtenOutcome } from './ledger/load-outcome.js';
import { rowCountsOf } from './ledger/row-counts.js';
import { lineageOf } from './lineage.js';
import { endStatusOf, type LoadError } from './load-error.js';
import type { LoadEnvironment } from './plain-load.js';
import { AttemptRejects } from './rejects/attempt-rejects.js';
import type { RunSource } from './run-source.js';
import type { AttemptSteps } from './steps/attempt-steps.js';
import { unlessStopped } from './unless-stopped.js';
import { writeBatches, type WrittenBatches } from './write-batches.js';

/** Options of a {@link LoadAttempt}. */
export interface LoadAttemptOptions {
  readonly bound: BoundPipeline<object>;
  readonly options: PipelineLoadOptions;
  readonly environment: LoadEnvironment;
  readonly source: RunSource;
  readonly record: RunRecord;
  /** From 1, over all deliveries of the run. */
  readonly number: number;
  readonly steps: AttemptSteps;
}

/**
 * One transaction of a run, on its own connection. It contains the claim of the source, the rows,
 * the rejected rows, the metrics and the success status.
 */
export class LoadAttempt {
  readonly #options: LoadAttemptOptions;
  #load: DedicatedConnection | null = null;
  #rejects: AttemptRejects | null = null;
  #stream: PipelineStream<object> | null = null;
  #targetOid: number | null = null;

  constructor(options: LoadAttemptOptions) {
    this.#options = options;
  }

  /** Reads, writes and commits. After any error, call {@link LoadAttempt.cut}. */
  async run(): Promise<LoadOutcome> {
    const { environment, options, record, source } = this.#options;
    const { lease, deadlineMs } = environment;
    // A network that is silent lets it wait for the deadline.
    const opening = lease.open(loadSessionName(record.executionId));
    const load = (this.#load = await unlessStopped(opening, options.signal));
    const unwatch = stopOn(options.signal, load, 'load');
    try {
      await beginTransaction(load, deadlineMs);
      await options.replay?.claim(load);
      const { earlier, isKnown, hint } = await source.claim(load, record);
      const previous = await previousOutcome(load, earlier);
      const written = isKnown ? null : await this.#write(load);
      const rows = this.#countsOf(written);
      const status = isKnown ? 'skipped' : options.dryRun === true ? 'rehearsed' : 'success';
      options.onPhase?.('commit');
      await (status === 'rehearsed'
        ? this.#rehearse(load, rows)
        : this.#commit(load, status, rows));
      return { status, rows, ...writtenOutcome(written), ...previous, hint };
    } finally {
      unwatch();
    }
  }

  /** Cuts the connection, which ends a failed transaction, and ends pipeline and rejects. */
  async cut(error: unknown): Promise<void> {
    this.#load?.fail(error);
    await this.#options.steps.close(error);
    await this.#rejects?.abandon();
  }

  /** Adds the holder of a lock to an error. */
  async explain(error: unknown): Promise<unknown> {
    const { record, options, source } = this.#options;
    const pid = this.#load?.backendPid ?? 0;
    const named = await nameLockHolder(error, record.connection, tableNameOf(options.into), pid);
    return explainClaim(named, record.connection, source.execution);
  }

  /** Ends the backend of this attempt, so that the server releases its locks. */
  async clear(on: DedicatedConnection): Promise<void> {
    if (this.#load !== null) await endBackend(on, this.#load);
  }

  /** Writes `failed` or `cancelled`, and the rejected rows. */
  async recordFailure(on: DedicatedConnection, error: LoadError): Promise<void> {
    await this.clear(on);
    await on.query('begin');
    await this.#rejects?.keep(on);
    await this.#end(on, {
      status: endStatusOf(error.code),
      rows: this.#countsOf(null),
      error,
    });
    await on.query('commit');
  }

  /** Discards the rejected rows, when they are no longer needed. */
  async forget(): Promise<void> {
    await this.#rejects?.close();
  }

  async #commit(load: DedicatedConnection, status: LoadStatus, rows: RowCounts): Promise<void> {
    const { environment, options, record, source } = this.#options;
    const { lease } = environment;
    if (status === 'success') await source.settle(load, record);
    await this.#end(load, { status, rows, error: null, targetOid: this.#targetOid });
    await options.delivery?.confirm(load);
    await commitTransaction(load, () => lease.open(load.applicationName, { patienceMs }));
  }

  /** The other connection records it, because this one is rolled back. */
  async #rehearse(load: DedicatedConnection, rows: RowCounts): Promise<void> {
    await rehearseCommit(load);
    await this.#options.record.renew();
    await this.#end(this.#options.record.connection, { status: 'rehearsed', rows, error: null });
  }

  async #write(load: DedicatedConnection): Promise<WrittenBatches> {
    const { bound, options, environment, record, steps } = this.#options;
    const { into, onRefusal = 'fail' } = options;
    const { columnMetrics = 'cheap', unknownColumns = 'drop', allowEmpty = false } = options;
    const { executionId } = record;
    const { logger, events } = environment;
    const mode = modeOf(options);
    const held = await holdTarget(load, into, mode, options, (found) => {
      const lineage = options.lineage === true ? lineageOf(found, executionId) : null;
      const target = lineage?.target ?? found;
      const { key, updatable } = checkTarget(target, mode, options);
      // The lineage of a changed row changes with it.
      const traced = updatable === null ? null : [...updatable, ...(lineage?.added ?? [])];
      return { target, lineage, key, updatable: traced };
    });
    const { target, lineage } = held;
    this.#targetOid = target.catalog.oid;
    // Triggers and other code of the table run under the search path of its users, and so do checks.
    await load.query(takeUserPath);
    events.started();
    const stream = (this.#stream = steps.start(bound));
    const rejects = (this.#rejects = new AttemptRejects({
      executionId,
      load,
      encoding: target.reading.encoding,
      bound,
      stream,
      options,
      logger,
    }));
    const profile = columnMetrics === 'none' ? null : new ColumnProfile(columnMetrics === 'all');
    const written = await writeBatches(lineage?.trace(stream) ?? stream, {
      connection: load,
      target,
      key: held.key,
      updatable: held.updatable,
      mode,
      uncompared: lineage?.columns ?? [],
      profile,
      unknownColumns,
      copyFormat: options.copyFormat,
      allowEmpty,
      logger,
      onTaken: (rows) => {
        events.took(rows);
        steps.took(rows);
        return record.renew();
      },
      onLastTaken: () => options.onPhase?.('merge'),
      onRejected: rejects.onRejected,
      onRefused: onRefusal === 'reject' ? rejects.onRefused : null,
    });
    const stored = await rejects.finish(written.rowsRefused);
    checkLedger(target.name, stream.ledger, written, stored);
    const rows = this.#countsOf(written);
    steps.loaded(rows.inserted + rows.updated + rows.unchanged, written.rowsRefused);
    const loaded = { executionId, target: target.name, rows };
    options.onPhase?.('check');
    const checked = await runChecks(options.checks ?? [], load, loaded, logger, steps);
    await load.query(takeOwnPath);
    const metrics = [...qualityMetricsOf(rows), ...(profile?.metrics() ?? []), ...checked];
    await recordQualityMetrics(load, executionId, bound.pipelineName, metrics);
    return written;
  }

  #countsOf(written: WrittenBatches | null): RowCounts {
    return rowCountsOf(this.#stream?.ledger, written?.counts, this.#rejects?.rows);
  }

  #end(
    on: DedicatedConnection,
    end: Omit<ExecutionEnd, 'durationMs' | 'attempts' | 'spends'>,
  ): Promise<void> {
    const { environment, record, steps, number: attempts } = this.#options;
    const durationMs = environment.events.elapsedMs();
    const known = { durationMs, attempts, spends: steps.allSpends() };
    const { delivery } = record.start;
    return endExecution(on, record.executionId, { ...end, ...known, delivery });
  }
}
