import type { BoundPipeline, SourceIdentity } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '@wdh/postgres';
import {
  claimPartition,
  claimRead,
  claimSource,
  claimUnread,
  type Execution,
  type PlannedExecution,
  recordSource,
  type RunRecord,
} from '@wdh/runs';
import { modeOf } from '../modes/load-modes.js';
import type { PipelineLoadOptions } from '../options/load-options.js';
import { type Claim, explainEarlier, skipPartition } from './explain-earlier.js';
import type { LoadEnvironment } from './plain-load.js';

/** Options of a {@link RunSource}. */
export interface RunSourceOptions {
  readonly bound: BoundPipeline<object>;
  readonly options: PipelineLoadOptions;
  readonly environment: LoadEnvironment;
  readonly planned: PlannedExecution;
}

/**
 * The source of a run: its identity, its record and its claim.
 *
 * A source is identified and claimed before its rows. A large file that no run can have loaded is
 * claimed before COMMIT instead, by the SHA-256 of what was read.
 */
export class RunSource {
  readonly #options: RunSourceOptions;
  #identity: SourceIdentity | null = null;
  /** Whether the SHA-256 is not known before the rows are read. */
  #isUnread = false;

  constructor(options: RunSourceOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#identity !== null;
  }

  /** The run with its source, once it is open. */
  get execution(): Execution {
    if (this.#identity === null) throw new TypeError('the source is not open');
    return { ...this.#options.planned, source: this.#identity };
  }

  /** The run is already recorded, so that a source that cannot be opened leaves a failed run. */
  async open(record: RunRecord): Promise<void> {
    const { bound, options } = this.#options;
    const unread = this.#canBeUnread ? await bound.identifyLater?.(options.signal) : null;
    this.#isUnread = unread !== null && unread !== undefined;
    await this.#note(unread ?? (await bound.identify(options.signal)), record);
  }

  /** Claims partition and source, and finds out whether they are loaded already. */
  async claim(load: DedicatedConnection, record: RunRecord): Promise<Claim> {
    const { environment, options, bound } = this.#options;
    const loaded = await claimPartition(load, this.execution);
    if (loaded !== null) return skipPartition(loaded, this.execution, environment.logger);
    if (this.#isUnread) {
      // The attempt before may have failed after it had read everything.
      const known = this.#identity?.sha256 === null ? null : this.#identity;
      if (known === null && (await claimUnread(load, this.execution))) return nothingEarlier;
      this.#isUnread = false;
      await this.#note(known ?? (await bound.identify(options.signal)), record);
    }
    const { execution } = this;
    const earlier = execution.source.sha256 === null ? null : await claimSource(load, execution);
    const isKnown = earlier?.hasSameOptions === true && !execution.isForced;
    const hint = await explainEarlier(load, {
      earlier,
      isSkipped: isKnown,
      execution,
      repeatsRows: modeOf(options).repeatsRows,
      into: options.into,
      logger: environment.logger,
    });
    return { earlier, isKnown, hint };
  }

  /** Claims and records, before COMMIT, what was read without a SHA-256. */
  async settle(load: DedicatedConnection, { executionId, start }: RunRecord): Promise<void> {
    if (!this.#isUnread) return;
    const { bound, options } = this.#options;
    this.#identity = await bound.identify(options.signal);
    if (this.#identity.sha256 !== null) await claimRead(load, this.execution);
    await recordSource(load, executionId, this.#identity, start.delivery);
  }

  /** A dry run ends without COMMIT, and a partition has a claim of its own. */
  get #canBeUnread(): boolean {
    const { dryRun = false, partition, replay } = this.#options.options;
    return !dryRun && partition === undefined && replay === undefined;
  }

  async #note(source: SourceIdentity, record: RunRecord): Promise<void> {
    this.#identity = source;
    await record.renew();
    await recordSource(record.connection, record.executionId, source, record.start.delivery);
  }
}

const nothingEarlier: Claim = { earlier: null, isKnown: false, hint: null };
