import { guardedLogger } from '../guarded-logger.js';
import { type Logger, silentLogger } from '../logger.js';
import type { PipelineConfig } from './pipeline-config.js';
import type { PipelineObserver } from './pipeline-observer.js';

/** The facts about a run that every step receives. */
export interface PipelineContext {
  readonly pipelineName: string;
  /** Identifies this run in logs and in the audit tables. */
  readonly executionId: string;
  /** Start of the run: one clock reading that all steps share. */
  readonly timestamp: Date;
  readonly config: PipelineConfig;
  /** Adds the pipeline name and execution id to each entry. Never throws, even if the given logger does. */
  readonly logger: Logger;
  /** Aborted when the run must end. A step that waits should pass it on or listen to it. */
  readonly signal: AbortSignal;
  /**
   * URL of the database into which the run loads, for a step that needs connections of its own;
   * undefined where the run has none. It contains the password: never log it. It is not enumerable, so
   * that it is missing from printed and copied contexts.
   */
  readonly connectionUrl?: string | undefined;
}

/** Options of a run. */
export interface RunOptions {
  /** Default: a new random id. */
  readonly executionId?: string | undefined;
  /** Default: now. */
  readonly timestamp?: Date | undefined;
  /** Receives the events of the run. Its exceptions are ignored. Default: {@link silentLogger}. */
  readonly logger?: Logger | undefined;
  /** Is notified of the progress of the run. Default: none. */
  readonly observer?: PipelineObserver | undefined;
  /** Ends the run with the signal's reason. Default: never. */
  readonly signal?: AbortSignal | undefined;
  /** URL of the database into which the run loads, for its steps. Default: none. */
  readonly connectionUrl?: string | undefined;
}

/** Creates the context of a run from its options. */
export function createContext(
  pipelineName: string,
  config: PipelineConfig,
  options: RunOptions,
): PipelineContext {
  const executionId = options.executionId ?? `exec_${crypto.randomUUID()}`;
  const context = {
    pipelineName,
    executionId,
    timestamp: options.timestamp ?? new Date(),
    config,
    logger: guardedLogger(options.logger ?? silentLogger).bind({ pipelineName, executionId }),
    signal: options.signal ?? new AbortController().signal,
  };
  const { connectionUrl } = options;
  if (connectionUrl !== undefined) {
    Object.defineProperty(context, 'connectionUrl', { value: connectionUrl });
  }
  return Object.freeze(context);
}
