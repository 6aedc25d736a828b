import {
  type BoundPipeline,
  type Logger,
  silentLogger,
  teeLogger,
  WdhError,
} from '@wdh/pipeline-core';
import { parseConnectionUrl, ConnectionPool, showTableName } from '@wdh/postgres';
import { EventBuffer, pruneExecutions, type PrunedExecutions } from '@wdh/runs';
import { splitColumns } from './catalog/columns/split-columns.js';
import { explainUnknown, warnOfDroppedColumns } from './catalog/columns/unknown-columns.js';
import { checkWidth, findTarget, type Into, tableNameOf, type Target } from './catalog/target.js';
import { checkIsNoAuditTable } from './options/check-audit-tables.js';
import { checkWords } from './options/check-words.js';
import type { LoadOptions, PipelineLoadOptions, RowFor } from './options/load-options.js';
import type { RowInput } from './options/row-input.js';
import type { LoadReport, LoadStatus } from './results/load-report.js';
import type { LoadResult } from './results/load-result.js';
import { AuditedLoad } from './run/audited-load.js';
import { writtenOutcome } from './run/ledger/load-outcome.js';
import { loadErrorOf } from './run/load-error.js';
import { createLoadEvents } from './run/load-events.js';
import { type LoadEnvironment, loadPlainly } from './run/plain-load.js';
import { replayOptions } from './run/replay-options.js';

/** Options of a {@link WarehouseLoader}. */
export interface WarehouseLoaderOptions {
  /** `postgres://user:password@host:port/database?sslmode=…`. */
  readonly connectionUrl: string;
  /** Most connections at the same time, at least 2; an audited load uses two. Default 10. */
  readonly poolSize?: number | undefined;
  /** Rows in a batch, for rows in memory. Default 1,000. */
  readonly batchSize?: number | undefined;
  /** Longest wait of a connection for the next load, in milliseconds. 0: none waits. Default 30,000. */
  readonly idleMs?: number | undefined;
  /** Discards events by default. */
  readonly logger?: Logger | undefined;
  /**
   * Longest time without an answer of the server, in milliseconds. Default 300,000. A single
   * statement, such as the merge of an upsert, must end within it. Waits for the source, the steps,
   * `onRejected` and the `fn` of a check have no limit: end them with the `signal` of the load.
   */
  readonly deadlineMs?: number | undefined;
}

/** Rows without the columns that a table does not have. */
export interface ProjectedRows<Row extends object> {
  readonly rows: readonly Partial<Row>[];
  readonly droppedColumns: readonly string[];
}

/**
 * Loads rows into PostgreSQL, all or nothing: each load is one transaction on its own connection.
 *
 * @example
 * const loader = new WarehouseLoader({ connectionUrl });
 * await loader.load(rows, { into: flights, mode: 'upsert', upsertKeys: ['flightId'] });
 * await loader.close();
 */
export class WarehouseLoader {
  readonly #pool: ConnectionPool;
  readonly #logger: Logger;
  readonly #batchSize: number;
  readonly #deadlineMs: number;

  /** @throws WdhError `CONNECTION_URL_INVALID` or `LOADER_OPTION_INVALID`. */
  constructor(options: WarehouseLoaderOptions) {
    const { poolSize = 10, batchSize = 1_000, logger = silentLogger, deadlineMs } = options;
    this.#logger = logger;
    this.#batchSize = wholeNumber('batchSize', batchSize, 1);
    this.#deadlineMs = wholeNumber('deadlineMs', deadlineMs ?? 300_000, 1);
    this.#pool = new ConnectionPool({
      address: parseConnectionUrl(options.connectionUrl),
      size: wholeNumber('poolSize', poolSize, 2),
      deadlineMs: this.#deadlineMs,
      idleMs: wholeNumber('idleMs', options.idleMs ?? 30_000, 0),
      logger,
      owner: { name: 'loader', closedCode: 'LOADER_CLOSED' },
    });
  }

  /**
   * Loads rows without recording a run.
   *
   * A row that lacks a column leaves it as it is in an existing row, and has its default in a new
   * one. Names that the table does not have are dropped and listed.
   *
   * @throws LoadError, whose `code` and `category` identify the failure. Nothing is loaded then.
   */
  async load<To extends Into>(
    rows: RowInput<RowFor<To>>,
    options: LoadOptions<To>,
  ): Promise<LoadResult> {
    return this.#run(1, options, null, this.#logger, async (environment) => {
      const loaded = await loadPlainly(rows, options, environment);
      const { counts, rowsRejected } = loaded;
      const { inserted, updated, unchanged, superseded, deleted } = counts;
      environment.events.completed({ rows: { ...counts, rejected: rowsRejected } });
      return {
        rowsInserted: inserted,
        rowsUpdated: updated,
        rowsUnchanged: unchanged,
        rowsSuperseded: superseded,
        rowsDeleted: deleted,
        rowsRejected,
        ...writtenOutcome(loaded),
        durationMs: Math.round(environment.events.elapsedMs()),
        attempts: 1,
      };
    });
  }

  /**
   * Runs a pipeline and loads its rows, and records the run in `pipeline_executions`.
   *
   * Rows, rejected rows, quality metrics and the success status commit together or not at all. A
   * source that the same version of the pipeline loaded into this table before, identified by its
   * SHA-256, is skipped. Needs the tables of `auditMigrations` from `@wdh/runs`.
   *
   * With `dryRun`, everything is rolled back; the run is recorded as `rehearsed`, with its counts,
   * and does not claim the source.
   *
   * The run is recorded before its source is opened. A run that is queued under the same
   * `executionId` becomes this one. Another process ends it with `requestCancel`.
   *
   * @throws LoadError, with the id of the run. Nothing is loaded then; the run is recorded as
   * `failed`, or as `cancelled` (code `CANCELLED`), with the rows rejected so far.
   */
  async loadPipeline<To extends Into>(
    pipeline: BoundPipeline<RowFor<To>>,
    options: PipelineLoadOptions<To> & { readonly dryRun?: false | undefined },
  ): Promise<LoadReport>;
  async loadPipeline<To extends Into>(
    pipeline: BoundPipeline<RowFor<To>>,
    options: PipelineLoadOptions<To>,
  ): Promise<LoadReport<LoadStatus>>;
  async loadPipeline(
    pipeline: BoundPipeline<object>,
    given: PipelineLoadOptions,
  ): Promise<LoadReport<LoadStatus>> {
    const options = replayOptions(given);
    const target = showTableName(tableNameOf(options.into));
    const recorded = new EventBuffer();
    const logger = teeLogger(recorded.logger, this.#logger);
    return this.#run(2, options, pipeline.executionId, logger, (environment) =>
      new AuditedLoad({ bound: pipeline, options, environment, target, recorded }).run(),
    );
  }

  /**
   * Returns the names that rows may use: the writable columns, in the order of the table.
   *
   * @throws WdhError `TABLE_NOT_FOUND` and errors of the connection.
   */
  async getAllowedColumns(into: Into): Promise<readonly string[]> {
    const target = await this.#findTarget(into);
    return target.columns.map(({ property }) => property);
  }

  /**
   * Drops the columns of rows that the table does not have, and logs a warning.
   *
   * @throws WdhError `TABLE_NOT_FOUND` and errors of the connection.
   */
  async projectColumns<Row extends object>(
    rows: readonly Row[],
    into: Into,
  ): Promise<ProjectedRows<Row>> {
    const target = await this.#findTarget(into);
    const allowed = new Set(target.columns.map(({ property }) => property));
    const { kept, dropped } = splitColumns(rows.flatMap(Object.keys), allowed);
    const explain = explainUnknown(target, new Set(kept));
    warnOfDroppedColumns(this.#logger, target.name, dropped, explain);
    const projected = rows.map(
      (row) =>
        Object.fromEntries(
          Object.entries(row).filter(([name]) => allowed.has(name)),
        ) as Partial<Row>,
    );
    return { rows: projected, droppedColumns: dropped };
  }

  /**
   * Deletes runs that ended more than `days` days ago, 0 to 36,500, with their rejected rows,
   * metrics, steps and events. The rows of successful runs of a source with a hash, or of a
   * partition, are kept, without the rest, because they prevent loading the same again. It commits
   * at most 10,000 rows at a time. The role needs DELETE on the five tables.
   *
   * @throws WdhError `LOADER_OPTION_INVALID`, `PRIVILEGE_MISSING` and errors of the connection.
   */
  async pruneExecutions({
    olderThanDays,
  }: {
    readonly olderThanDays: number;
  }): Promise<PrunedExecutions> {
    const days = wholeNumber('olderThanDays', olderThanDays, 0, 36_500);
    return this.#pool.with(1, async (lease) =>
      pruneExecutions(await lease.open('wdh prune'), days),
    );
  }

  /** Accepts no more loads, and waits for running loads. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  #findTarget(into: Into): Promise<Target> {
    return this.#pool.with(1, async (lease) => findTarget(await lease.open('wdh catalog'), into));
  }

  async #run<Result>(
    connections: number,
    options: LoadOptions,
    executionId: string | null,
    logger: Logger,
    load: (environment: LoadEnvironment) => Promise<Result>,
  ): Promise<Result> {
    const { into, mode = 'append', signal } = options;
    const table = tableNameOf(into);
    const events = createLoadEvents(logger, table, mode, executionId);
    const shared = {
      logger,
      events,
      batchSize: this.#batchSize,
      deadlineMs: this.#deadlineMs,
    };
    try {
      checkIsNoAuditTable(table);
      checkWords(options);
      checkWidth(into);
      return await this.#pool.with(connections, (lease) => load({ ...shared, lease }));
    } catch (error) {
      const loadError = loadErrorOf(error, { target: showTableName(table), executionId }, signal);
      events.failed(loadError);
      throw loadError;
    }
  }
}

/** Longest time of a timer, in milliseconds. */
const mostNumber = 2 ** 31 - 1;

function wholeNumber(name: string, value: number, least: number, most = mostNumber): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new WdhError(`${name} must be a whole number from ${least} to ${most}.`, {
    code: 'LOADER_OPTION_INVALID',
    category: 'usage',
  });
}
