import type { Logger, WdhError } from '@wdh/pipeline-core';
import type { TableName } from '@wdh/postgres';
import type { LoadModeName } from '../options/load-mode-name.js';

/** Logs the events of one load. */
export interface LoadEvents {
  started(): void;
  /** Counts rows of the source, for a failure before the counts are known. */
  readonly took: (rows: number) => void;
  /** `facts` are, for example, the counts of rows. */
  completed(facts: object): void;
  /** Is logged once. */
  failed(error: WdhError): void;
  /** Milliseconds since the load was requested. */
  elapsedMs(): number;
}

/** Creates the events of one load, with times of the monotonic clock. */
export function createLoadEvents(
  logger: Logger,
  { schema, table }: TableName,
  mode: LoadModeName,
  executionId: string | null,
): LoadEvents {
  const startedAt = performance.now();
  let rowsTaken = 0;
  let hasFailed = false;
  const site = { schema, table, mode, ...(executionId === null ? {} : { executionId }) };
  const elapsedMs = (): number => performance.now() - startedAt;
  const durationMs = (): number => Math.round(elapsedMs());
  return {
    started: () => {
      // Another attempt reads them again.
      rowsTaken = 0;
      logger.info('database.load.started', site);
    },
    took: (rows) => {
      rowsTaken += rows;
    },
    completed: (facts) =>
      logger.info('database.load.completed', { ...site, ...facts, durationMs: durationMs() }),
    failed: (error) => {
      if (hasFailed) return;
      hasFailed = true;
      if (error.code === 'EXECUTION_ENDED') {
        logger.info('database.load.repeated', { ...site, code: error.code });
        return;
      }
      logger.error('database.load.failed', {
        ...site,
        rows: { taken: rowsTaken },
        durationMs: durationMs(),
        code: error.code,
        error: error.message,
      });
    },
    elapsedMs,
  };
}
