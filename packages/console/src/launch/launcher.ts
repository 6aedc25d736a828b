import type { Job, RunRequest } from '@wdh/job';
import type { WireLaunched } from '../wire/actions.js';

/** A run that a visitor asks for. */
export interface WantedRun {
  readonly job: Job;
  /** A UUID. */
  readonly executionId: string;
  /** Name of the visitor. */
  readonly requestedBy: string;
  /** `replay`: the request is that of a replay of the parent. */
  readonly trigger: 'console' | 'rerun' | 'replay';
  readonly request: RunRequest;
  /** The run that it repeats or replays. */
  readonly parent?: string | undefined;
}

/** Starts runs. */
export interface Launcher {
  /**
   * Records a run as queued, and then starts it. The same id again starts nothing.
   *
   * @throws WdhError of category usage for a request that its job does not accept; nothing is recorded then.
   */
  launch(wanted: WantedRun): Promise<WireLaunched>;
  /** Ends the runs of this process, and waits for them. Runs that wait stay queued. */
  close(): Promise<void>;
}
