import type { Logger, WdhError } from '@wdh/pipeline-core';
import type { TableName } from '@wdh/postgres';
import type { LoadModeName } from '../options/load-mode-name.js';

/** Tells a logger how one load goes. */
export interface LoadEvents {
  started(): void;
  /** Counts rows that came from the source, for an end before the counts are known. */
  readonly took: (rows: number) => void;
  /** `facts` tell the counts of rows, for instance. */
  completed(facts: object): void;
  /** Is reported once. */
  failed(error: WdhError): void;
  /** Milliseconds since the load was asked for. */
  elapsedMs(): number;
}

/** Makes the events of one load, by the monotonic clock. */
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
      // Of another attempt, they come again.
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
