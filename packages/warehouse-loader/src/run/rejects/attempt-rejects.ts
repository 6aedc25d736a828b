import type { BoundPipeline, Logger, PipelineStream } from '@wdh/pipeline-core';
import type { DatabaseEncoding, DedicatedConnection } from '@wdh/postgres';
import { RejectsJournal, type RejectsStore, ReplayedRejects } from '@wdh/runs';
import type { TakeRejected } from '../../copy/table-writer.js';
import type { PipelineLoadOptions } from '../../options/load-options.js';
import { type RefusalJudge, refusalJudge } from './refusal-judge.js';
import { RefusedRecords } from './refused-records.js';
import { RejectsFeed } from './rejects-feed.js';

/** The attempt whose rows are rejected. */
export interface AttemptRejectsOptions {
  readonly executionId: string;
  readonly load: DedicatedConnection;
  readonly encoding: DatabaseEncoding;
  readonly bound: BoundPipeline<object>;
  readonly stream: PipelineStream<object>;
  readonly options: PipelineLoadOptions;
  readonly logger: Logger;
}

/**
 * The rejected rows of one attempt, those of the pipeline and those that the server refuses: stores
 * them, passes them to the callback of the load, and ends the load if there are too many.
 */
export class AttemptRejects {
  readonly #load: DedicatedConnection;
  readonly #store: RejectsStore;
  readonly #feed: RejectsFeed | null;
  readonly #records: RefusedRecords;
  readonly #judge: RefusalJudge;

  constructor(given: AttemptRejectsOptions) {
    const { load, bound, stream, options, logger } = given;
    const { replay, onRejected: take, errorThreshold, signal } = options;
    this.#load = load;
    this.#store =
      replay === undefined ? new RejectsJournal(given) : new ReplayedRejects({ ...given, replay });
    this.#feed = take === undefined ? null : new RejectsFeed(take);
    this.#records = new RefusedRecords({ bound, signal, logger });
    this.#judge = refusalJudge(bound.pipelineName, stream, this.#store, errorThreshold);
  }

  /** Rejected rows so far. */
  get rows(): number {
    return this.#store.rows;
  }

  /** Takes rows that the pipeline rejected. */
  readonly onRejected: TakeRejected = async (rejected, freeConnection) => {
    this.#store.add(rejected);
    if (this.#feed !== null) await this.#load.watch(this.#feed.add(rejected));
    if (!this.#store.isFull) return;
    await freeConnection();
    await this.#store.spill();
  };

  /** Takes rows that the server refused. */
  readonly onRefused: TakeRejected = async (refused, freeConnection) => {
    const complete = await this.#load.watch(this.#records.complete(refused));
    await this.onRejected(complete, freeConnection);
    this.#judge.onTheWay();
  };

  /** Stores the last rows. @throws the errors of the callback, and `ERROR_THRESHOLD_EXCEEDED`. */
  async finish(rowsRefused: number): Promise<{ readonly taken: number; readonly stored: number }> {
    const held = await this.#load.watch(this.#records.completeHeld());
    await this.onRejected(held, () => Promise.resolve());
    if (rowsRefused > 0) this.#judge.atEnd();
    this.#records.close();
    if (this.#feed !== null) await this.#load.watch(this.#feed.finish());
    const stored = await this.#store.finish();
    return { taken: this.rows, stored };
  }

  /** Ends the rows of a failed attempt. */
  async abandon(): Promise<void> {
    await this.#feed?.abandon();
    this.#records.close();
  }

  /** Writes the rows of a failed attempt to a transaction of `on`. */
  async keep(on: DedicatedConnection): Promise<void> {
    this.#store.add(this.#records.release());
    await this.#store.keep(on);
  }

  /** Discards the rows, when they are no longer needed. */
  async close(): Promise<void> {
    await this.#store.close();
  }
}
