// @module-tag full
import { expect, it } from 'vitest';
import { scoreOf } from '../support/pollock/pollock-score.js';
import { pollutedFiles } from '../support/pollock/polluted-files.js';

it('damaged files of the kinds of Pollock score 9.956 in strict and over 9.961 in lenient reading', async () => {
  const { strict, lenient } = await scoreOf(pollutedFiles());
  expect(strict.files).toBe(2295);
  expect(strict.score).toBeGreaterThanOrEqual(9.956);
  expect(lenient.score).toBeGreaterThan(9.961);
  expect(lenient.wrongRepairs).toEqual([]);
  expect(lenient.rightRepairs).toBeGreaterThanOrEqual(500);
}, 180_000);
