import { describe, expect, it } from 'vitest';
import { completeConfig } from './pipeline-config.js';

const defaults = {
  version: '1',
  stopOnError: true,
  errorThreshold: 0.1,
  errorThresholdMinRows: 1000,
  maxRetries: 3,
  retryBackoffMs: 1000,
  batchSize: 1000,
};

describe('completeConfig', () => {
  it('fills in the defaults and freezes the result', () => {
    expect(completeConfig({})).toEqual(defaults);
    expect(Object.isFrozen(completeConfig({}))).toBe(true);
  });

  it('prefers given options, except those given as undefined', () => {
    const given = { version: '2', stopOnError: undefined, batchSize: undefined };
    // A caller without exactOptionalPropertyTypes can write this.
    expect(completeConfig(given as object)).toEqual({ ...defaults, version: '2' });
  });

  it.each([
    { errorThreshold: 0 },
    { errorThreshold: 1 },
    { errorThresholdMinRows: 1 },
    { maxRetries: 0 },
    { retryBackoffMs: 0 },
    { batchSize: 1 },
  ])('accepts %o', (given) => {
    expect(completeConfig(given)).toMatchObject(given);
  });

  it.each([
    [{ errorThreshold: -0.1 }, 'errorThreshold must be a share from 0 to 1'],
    [{ errorThreshold: 1.1 }, 'errorThreshold must be a share from 0 to 1'],
    [{ errorThreshold: NaN }, 'errorThreshold'],
    [{ errorThresholdMinRows: 0 }, 'errorThresholdMinRows must be a whole number from 1'],
    [{ maxRetries: -1 }, 'maxRetries must be a whole number from 0'],
    [{ retryBackoffMs: 0.5 }, 'retryBackoffMs must be a whole number from 0'],
    [{ batchSize: Infinity }, 'batchSize must be a whole number from 1'],
  ])('refuses %o by name', (given, named) => {
    expect(() => completeConfig(given)).toThrow(
      expect.objectContaining({
        code: 'PIPELINE_CONFIG_INVALID',
        category: 'usage',
        context: { field: Object.keys(given)[0] },
        message: expect.stringContaining(`Pipeline option ${named}`) as string,
      }),
    );
  });
});
