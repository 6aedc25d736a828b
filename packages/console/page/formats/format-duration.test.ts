import { describe, expect, it } from 'vitest';
import { formatDuration, spellDuration } from './format-duration.js';

describe('formatDuration', () => {
  it.each([
    [-5, '0 ms'],
    [0, '0 ms'],
    [340, '340 ms'],
    [999.6, '1.0 s'],
    [4_240, '4.2 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_499, '59 s'],
    [59_500, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_599_400, '59 min 59 s'],
    [3_599_500, '1 h 00 min'],
    [11_220_000, '3 h 07 min'],
    [86_370_000, '1 d 0 h'],
    [187_200_000, '2 d 4 h'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('spellDuration', () => {
  it.each([
    [1_000, '1.0 seconds'],
    [125_000, '2 minutes 5 seconds'],
    [3_660_000, '1 hour 1 minute'],
    [120_000, '2 minutes 0 seconds'],
  ])('spells %d ms as %s', (ms, text) => {
    expect(spellDuration(ms)).toBe(text);
  });
});
