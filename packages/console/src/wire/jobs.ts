import type { BadRowPolicy } from '@wdh/job';
import type { JobFigures, MetricName, RecordedCheck, RunMark } from '@wdh/runs';
import type { LoadMode } from '@wdh/warehouse-loader';
import type { Wire } from './wire.js';

/** A job in the list: `GET /api/jobs` returns `{ jobs }`, by name. */
export interface WireJobSummary {
  readonly name: string;
  /** False: it has runs, but the project of this console does not declare it (any more). */
  readonly isRegistered: boolean;
  /** Null if it is not registered, as the next three. */
  readonly version: string | null;
  readonly description: string | null;
  /** Null also if it depends on parameters that the job needs. */
  readonly target: string | null;
  readonly mode: LoadMode | null;
  /** The last 30 runs, the latest first. */
  readonly lastRuns: readonly WireRunMark[];
  readonly statistics: WireJobStatistics;
  readonly schedules: readonly string[];
  readonly watches: readonly string[];
  readonly hasPartitions: boolean;
}

/** The answer of `GET /api/jobs`. */
export interface WireJobs {
  readonly jobs: readonly WireJobSummary[];
}

/** A run in a strip of colours. */
export type WireRunMark = Wire<RunMark>;

/**
 * Figures of the last 100 ended runs of a job. The rate is that of success among runs that succeeded,
 * failed or were abandoned, from 0 to 1; the medians are those of successful runs.
 */
export type WireJobStatistics = Omit<JobFigures, 'job' | 'lastRuns'>;

/** `GET /api/jobs/:job`. */
export interface WireJob extends WireJobSummary {
  /** Null if the job is not registered, as its form. */
  readonly graph: WireGraph | null;
  readonly form: WireLaunchForm | null;
  /** Columns and metrics that data quality can plot. */
  readonly metrics: readonly MetricName[];
}

/** The graph of a job: source, steps, table, checks. */
export interface WireGraph {
  readonly nodes: readonly WireNode[];
  /** From one node to another, by their ids. */
  readonly edges: readonly (readonly [string, string])[];
}

/** A node of a graph. */
export interface WireNode {
  readonly id: string;
  readonly kind: 'source' | 'step' | 'table' | 'check';
  /** That of the step in the records of a run, so that counts find their node. */
  readonly name: string;
  /** What people see: `schema.table` of a table, otherwise the name. */
  readonly label: string;
}

/** What a form needs to ask for a run of a job. */
export interface WireLaunchForm {
  /** JSON Schema of the parameters; null: it has none, or its schema describes nothing. */
  readonly params: Readonly<Record<string, unknown>> | null;
  readonly hasParams: boolean;
  readonly modes: readonly LoadMode[];
  readonly mode: LoadMode;
  readonly onBadRow: BadRowPolicy;
  readonly errorThreshold: number;
  /** Name of the file that is read without an input; null: the job has none, or derives its input. */
  readonly example: string | null;
  /** Whether an input must be chosen: otherwise the job has one of its own. */
  readonly needsInput: boolean;
  /** Whether an input can be chosen below one of these folders. */
  readonly folders: readonly WireFolder[];
  /** Keys of its partitions, the latest last; empty without partitions. */
  readonly partitions: readonly string[];
  /** Whether runs go through the queue, or run in the process of the console. */
  readonly runsIn: 'queue' | 'console';
}

/** A folder below which inputs are chosen. */
export interface WireFolder {
  /** Number of the folder in the settings, from 0: paths are never sent by a page. */
  readonly id: number;
  readonly name: string;
  readonly allowsUploads: boolean;
}

/** `GET /api/inputs?folder=0&below=2026/01&cursor=`: files and folders, by name. */
export interface WireInputs {
  readonly items: readonly {
    readonly name: string;
    readonly isFolder: boolean;
    readonly sizeBytes: number | null;
    readonly modifiedAt: string | null;
  }[];
  readonly next: string | null;
}

/**
 * `GET /api/jobs/:job/metrics?metric=&column=&runs=&from=&before=`: the history of a figure, the
 * earliest run first; `runs` is 1 to 1,000, and 100 by default.
 */
export interface WireMetricHistory {
  readonly points: readonly WireMetricPoint[];
}

/** A point of a plot. */
export interface WireMetricPoint {
  readonly executionId: string;
  readonly startedAt: string;
  /** A text for a date or a timestamp; null if the column had no value. */
  readonly value: number | string | null;
}

/** `GET /api/jobs/:job/checks?runs=`: the checks of the latest runs, the earliest run first. */
export interface WireCheckHistory {
  readonly checks: readonly Wire<RecordedCheck>[];
}
