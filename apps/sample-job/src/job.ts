import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import type { ReadProgress, ReadStatistics } from '@wdh/file-connector';
import type { Logger, PipelineObserver, SourceIdentity } from '@wdh/pipeline-core';
import type { CommandLine } from './cli/command-line.js';

/** One run of the job: its options and its dependencies. */
export interface Job extends CommandLine {
  readonly executionId: string;
  readonly settings: Settings | SettingsWithoutDatabase;
  readonly logger: Logger;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Is called with the identity of the input once it is known. */
  readonly onIdentified: (identity: SourceIdentity) => void;
  /** Is called with the progress of reading the file. */
  readonly onRead: (progress: ReadProgress, statistics: ReadStatistics) => void;
  /** Is called with the number of rows rejected so far, by the pipeline or by the database. */
  readonly onRejected: (rows: number) => void;
  /** Is called with the progress of the run. */
  readonly observer: PipelineObserver;
}
