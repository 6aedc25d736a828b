import { WdhError } from '../errors/wdh-error.js';

/** Configures the error policy and the version of a pipeline. */
export interface PipelineConfig {
  /**
   * Part of the identity of a load: raise it when the rules have changed and the same file must be loaded
   * again. Default `1`.
   */
  readonly version: string;
  /** Whether the first rejected row ends the run. Default true. */
  readonly stopOnError: boolean;
  /**
   * Share of rejected rows, from 0 to 1, above which the run fails. Checked at the end and, once
   * {@link errorThresholdMinRows} rows were read, at every rejected row. Default 0.1.
   */
  readonly errorThreshold: number;
  /** Rows that must have been read before the share is checked during a run. Default 1000. */
  readonly errorThresholdMinRows: number;
  /** Further attempts of a step whose `retry` omits `maxAttempts`. Default 3. */
  readonly maxRetries: number;
  /** First wait of a step whose `retry` omits `backoffMs`, in milliseconds. Default 1000. */
  readonly retryBackoffMs: number;
  /**
   * Rows in a batch that the pipeline itself makes: in `run`, and after a step of scope `dataset`. Default
   * 1000.
   */
  readonly batchSize: number;
}

const defaults: PipelineConfig = {
  version: '1',
  stopOnError: true,
  errorThreshold: 0.1,
  errorThresholdMinRows: 1000,
  maxRetries: 3,
  retryBackoffMs: 1000,
  batchSize: 1000,
};

const wholeNumbers = [
  ['errorThresholdMinRows', 1],
  ['maxRetries', 0],
  ['retryBackoffMs', 0],
  ['batchSize', 1],
] as const;

/** @throws WdhError `PIPELINE_CONFIG_INVALID` when a number is out of its range. */
export function completeConfig(given: Partial<PipelineConfig>): PipelineConfig {
  const config: PipelineConfig = Object.freeze({ ...defaults, ...withoutUndefined(given) });
  if (!(config.errorThreshold >= 0 && config.errorThreshold <= 1)) {
    throw invalid('errorThreshold', 'a share from 0 to 1, such as 0.1 for ten percent');
  }
  for (const [key, least] of wholeNumbers) {
    if (!Number.isSafeInteger(config[key]) || config[key] < least) {
      throw invalid(key, `a whole number from ${least}`);
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

/**
 * Drops options that are undefined (from callers without exactOptionalPropertyTypes), so that the defaults
 * apply.
 */
function withoutUndefined(given: Readonly<Record<string, unknown>>): Partial<PipelineConfig> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
