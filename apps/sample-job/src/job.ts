import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import type { ReadProgress, ReadStatistics } from '@wdh/file-connector';
import type { Logger, PipelineObserver, SourceIdentity } from '@wdh/pipeline-core';
import type { CommandLine } from './cli/command-line.js';

/** One run of the job: what was asked for, and what it works with. */
export interface Job extends CommandLine {
  readonly executionId: string;
  readonly settings: Settings | SettingsWithoutDatabase;
  readonly logger: Logger;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Hears what the input is, once it is known. */
  readonly onIdentified: (identity: SourceIdentity) => void;
  /** Hears how far the file is read. */
  readonly onRead: (progress: ReadProgress, statistics: ReadStatistics) => void;
  /** Hears how many rows are rejected so far, by the pipeline or by the database. */
  readonly onRejected: (rows: number) => void;
  /** Hears of the run's progress. */
  readonly observer: PipelineObserver;
}
