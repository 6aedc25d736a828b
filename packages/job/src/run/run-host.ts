import type { Logger, PipelineObserver, RejectedRow } from '@wdh/pipeline-core';
import type { RunDelivery, RunOrigin } from '@wdh/runs';
import type { WarehouseLoader } from '@wdh/warehouse-loader';
import type { RunProgress } from './run-progress.js';

export type { RunDelivery } from '@wdh/runs';

/** What a process provides for a run. */
export interface RunHost {
  /** Contains the password; never logged. */
  readonly connectionUrl: string;
  /** A loader to share between runs, which the caller closes. Default: one for this run. */
  readonly loader?: WarehouseLoader | undefined;
  /** Connections of the run's own loader. Default: that of the loader. */
  readonly poolSize?: number | undefined;
  /** Rows in a batch. Default: as the source of the job declares, otherwise 1000. */
  readonly batchSize?: number | undefined;
  /** Whether the migrations of audit and job are applied first. Default true. */
  readonly migrate?: boolean | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
  /** Ends the run; its reason becomes the error of the outcome. */
  readonly signal?: AbortSignal | undefined;
  /** Is notified by the pipeline. Its exceptions have no effect on the run. */
  readonly observer?: PipelineObserver | undefined;
  /** Is called with the progress of the run. Its exceptions have no effect on the run. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /** Receives the rejected rows as a stream; the load waits for it before COMMIT. */
  readonly onRejected?: ((rejected: AsyncIterable<RejectedRow>) => Promise<unknown>) | undefined;
  /** Id of the run: a queued one is taken over. Default: a new one. */
  readonly executionId?: string | undefined;
  /**
   * Set if a queue delivers the run, which may do so several times: what an earlier delivery left is
   * ended, and this one continues it. A run that has ended is not run again; its outcome says so.
   */
  readonly delivery?: RunDelivery | undefined;
  /** What started the run. Default `command`. */
  readonly trigger?: RunOrigin['trigger'];
  /** Who asked for the run, such as the name of a user. */
  readonly requestedBy?: string | undefined;
  /** The run of which this one is a repetition. */
  readonly parentExecutionId?: string | undefined;
}
