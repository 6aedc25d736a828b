import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';

describe('ConfigurationError', () => {
  it('counts a single problem in the singular', () => {
    const error = new ConfigurationError([{ key: 'A', expected: 'b', action: 'Do c.' }]);
    expect(error.message).toBe(
      '[CONFIGURATION_INVALID] 1 problem in the settings:\n- A: expected b. Do c.',
    );
  });

  it('freezes its problems', () => {
    const { problems } = new ConfigurationError([{ key: 'A', expected: 'b', action: 'Do c.' }]);
    expect(Object.isFrozen(problems) && problems.every(Object.isFrozen)).toBe(true);
  });
});
