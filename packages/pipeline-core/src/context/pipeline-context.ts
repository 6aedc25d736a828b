import { guardedLogger } from '../guarded-logger.js';
import { type Logger, silentLogger } from '../logger.js';
import type { PipelineConfig } from './pipeline-config.js';
import type { PipelineObserver } from './pipeline-observer.js';

/** What every step is told about the run that it is part of. */
export interface PipelineContext {
  readonly pipelineName: string;
  /** Names this run in logs and in the audit tables. */
  readonly executionId: string;
  /** When the run began: the one clock reading that steps share. */
  readonly timestamp: Date;
  readonly config: PipelineConfig;
  /** Carries name and id of the run. Never throws, whatever logger was given. */
  readonly logger: Logger;
  /** Aborted when the run must end; a step that waits should heed it. */
  readonly signal: AbortSignal;
}

/** What a caller may say about a run. */
export interface RunOptions {
  /** Default: a new random id. */
  readonly executionId?: string | undefined;
  /** Default: now. */
  readonly timestamp?: Date | undefined;
  /** Hears the events of the run. What it throws has no effect. Default: {@link silentLogger}. */
  readonly logger?: Logger | undefined;
  /** Told of the progress of the run. Default: nobody. */
  readonly observer?: PipelineObserver | undefined;
  /** Ends the run with the signal's reason. Default: never. */
  readonly signal?: AbortSignal | undefined;
}

/** Completes the options of a run to the context that its steps see. */
export function createContext(
  pipelineName: string,
  config: PipelineConfig,
  options: RunOptions,
): PipelineContext {
  const executionId = options.executionId ?? `exec_${crypto.randomUUID()}`;
  return Object.freeze({
    pipelineName,
    executionId,
    timestamp: options.timestamp ?? new Date(),
    config,
    logger: guardedLogger(options.logger ?? silentLogger).bind({ pipelineName, executionId }),
    signal: options.signal ?? new AbortController().signal,
  });
}
