import { WdhError } from '../errors/wdh-error.js';

/** How a pipeline treats rows at fault, and how it counts as changed. */
export interface PipelineConfig {
  /**
   * Part of what makes a load the same load: raise it when the same file must be loaded again
   * because the rules have changed. Default `1`.
   */
  readonly version: string;
  /** Whether the first rejected row ends the run. Default true. */
  readonly stopOnError: boolean;
  /**
   * Share of rejected rows, from 0 to 1, above which the run fails. Judged at the end and, once
   * {@link errorThresholdMinRows} rows are in, at every rejected row. Default 0.1.
   */
  readonly errorThreshold: number;
  /** Rows that must be in before the share is judged while rows still come. Default 1000. */
  readonly errorThresholdMinRows: number;
  /** Rows in a batch after a step that held the whole dataset. Default 1000. */
  readonly batchSize: number;
}

const defaults: PipelineConfig = {
  version: '1',
  stopOnError: true,
  errorThreshold: 0.1,
  errorThresholdMinRows: 1000,
  batchSize: 1000,
};

/** @throws WdhError `PIPELINE_CONFIG_INVALID` when a number is out of its range. */
export function completeConfig(given: Partial<PipelineConfig>): PipelineConfig {
  const config = Object.freeze({ ...defaults, ...given });
  if (!(config.errorThreshold >= 0 && config.errorThreshold <= 1)) {
    throw invalid('errorThreshold', 'a share from 0 to 1, such as 0.1 for ten percent');
  }
  for (const key of ['errorThresholdMinRows', 'batchSize'] as const) {
    if (!Number.isSafeInteger(config[key]) || config[key] < 1) {
      throw invalid(key, 'a whole number from 1');
    }
  }
  return config;
}

function invalid(key: keyof PipelineConfig, expected: string): WdhError {
  return new WdhError(`Pipeline option ${key} must be ${expected}.`, {
    code: 'PIPELINE_CONFIG_INVALID',
    category: 'usage',
    field: key,
  });
}
