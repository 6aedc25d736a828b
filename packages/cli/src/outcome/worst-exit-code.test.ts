import { exitCodes } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { signalExitCodes } from './exit-code.js';
import { worstExitCode } from './worst-exit-code.js';

describe('worstExitCode', () => {
  it('is 0 for no run, and where every run succeeded', () => {
    expect(worstExitCode([])).toBe(0);
    expect(worstExitCode([0, 0])).toBe(0);
  });

  it.each([...Object.values(exitCodes), ...Object.values(signalExitCodes)])(
    'prefers %i to success',
    (code) => {
      expect(worstExitCode([0, code, 0])).toBe(code);
    },
  );

  it.each([
    [4, 8, 8],
    [8, 3, 3],
    [8, 1, 1],
    [143, 8, 143],
  ])('ranks a spent budget between bad data and a lost database: %i and %i', (one, two, worst) => {
    expect(worstExitCode([one, two])).toBe(worst);
  });
});
