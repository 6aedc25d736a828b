import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeMutantReport } from '../mutants/mutant-report.js';
import { sampleReport, sampleTest } from '../test/sample-report.js';
import { readWeeklyResults } from './weekly-results.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wdh-weekly-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('reads the existing artifacts', () => {
  const report = sampleReport([sampleTest()]);
  const mutants = [{ name: 'a', result: 'survived', noticedBy: [], detail: '' }] as const;
  mkdirSync(join(folder, 'chaos-weekly-16'));
  writeFileSync(join(folder, 'chaos-weekly-16/report.json'), JSON.stringify(report));
  writeMutantReport(join(folder, 'chaos-weekly-mutants'), mutants);
  expect(readWeeklyResults(folder)).toEqual({
    versions: [
      { version: 15, report: null },
      { version: 16, report },
      { version: 17, report: null },
      { version: 18, report: null },
    ],
    mutants,
  });
});

it('reads nothing without artifacts', () => {
  const { versions, mutants } = readWeeklyResults(join(folder, 'nowhere'));
  expect(versions.every(({ report }) => report === null)).toBe(true);
  expect(mutants).toBeNull();
});
