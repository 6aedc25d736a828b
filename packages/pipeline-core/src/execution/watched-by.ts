import type { RunOptions } from '../context/pipeline-context.js';
import type { PipelineObserver } from '../context/pipeline-observer.js';
import { teeLogger } from '../tee-logger.js';

type Watched = Pick<RunOptions, 'logger' | 'observer'>;

/**
 * Adds a second logger and a second observer to the options of a run. They are called first, because
 * those of the caller may throw.
 */
export function watchedBy<Options extends Watched>(options: Options, watcher: Watched): Options {
  const { logger, observer } = watcher;
  return {
    ...options,
    ...(logger === undefined
      ? {}
      : { logger: options.logger === undefined ? logger : teeLogger(logger, options.logger) }),
    ...(observer === undefined
      ? {}
      : {
          observer:
            options.observer === undefined ? observer : teeObserver(observer, options.observer),
        }),
  };
}

function teeObserver(first: PipelineObserver, second: PipelineObserver): PipelineObserver {
  const both = (call: (observer: PipelineObserver) => unknown): unknown => {
    call(first);
    return call(second);
  };
  return {
    onRunStart: (run) => both((observer) => observer.onRunStart?.(run)),
    onProgress: (rowsSoFar) => both((observer) => observer.onProgress?.(rowsSoFar)),
    onStepStart: (step) => both((observer) => observer.onStepStart?.(step)),
    onWarning: (warning) => both((observer) => observer.onWarning?.(warning)),
    onStepFailed: (failure) => both((observer) => observer.onStepFailed?.(failure)),
    onStepEnd: (metrics) => both((observer) => observer.onStepEnd?.(metrics)),
    onRunEnd: (metrics, error) => both((observer) => observer.onRunEnd?.(metrics, error)),
  };
}
