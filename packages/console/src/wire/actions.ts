import type { RunRequest } from '@wdh/job';
import type { RunStatus } from '@wdh/runs';

/** An input: the number of a configured folder, and a path below it that `GET /api/inputs` returned. */
export interface WireInput {
  readonly folder: number;
  readonly path: string;
}

/**
 * The body of `POST /api/jobs/:job/runs`. The same `executionId`, made by the page when it opens the
 * form, starts one run however often it is sent.
 */
export interface WireLaunch {
  readonly executionId: string;
  readonly request: Omit<RunRequest, 'input'>;
  readonly input?: WireInput | undefined;
  /** The run that it repeats. */
  readonly parent?: string | undefined;
  /** Whether it reads what its parent read, if no input is chosen. Default: the input of the job. */
  readonly keepsInput?: boolean | undefined;
}

/** The answer to a launch, a re-run or a replay. */
export interface WireLaunched {
  readonly executionId: string;
  /** `exists`: a run of this id was there before. */
  readonly outcome: 'launched' | 'exists' | 'refused';
  /** Why it was refused, for people. */
  readonly reason: string | null;
}

/** The body of `POST /api/runs/cancel`: 1 to 100 runs. */
export interface WireSelection {
  readonly runs: readonly string[];
}

/** The body of `POST /api/runs/rerun`: each of the runs is asked for again as it was. */
export interface WireRerunSelection extends WireSelection {
  /** A UUID, made by the page for one click: the same key repeats a run once, however often it is sent. */
  readonly key: string;
  /** Default: as the run that is repeated. */
  readonly dryRun?: boolean | undefined;
}

/** The body of `POST /api/runs/:run/replay`, which runs the rejected rows of a run again. */
export interface WireReplay {
  /** A UUID, as in {@link WireLaunch}. */
  readonly executionId: string;
  /** Default false. */
  readonly dryRun?: boolean | undefined;
}

/** The answer to `POST /api/runs/cancel`: one for each run, in the same order. */
export interface WireCancelled {
  readonly results: readonly {
    readonly executionId: string;
    /** Status of the run after the request; null: there is no such run. */
    readonly status: RunStatus | null;
    /** Whether its end is requested: false for a run that had ended. */
    readonly isRequested: boolean;
  }[];
}

/** The answer to `POST /api/runs/rerun`: one for each run, in the same order. */
export interface WireRerun {
  readonly results: readonly ({ readonly repeats: string } & WireLaunched)[];
}
