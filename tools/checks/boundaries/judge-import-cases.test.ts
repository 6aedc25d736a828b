import { describe, expect, it } from 'vitest';
import { judgeImportCases } from './judge-import-cases.js';

const cases = [
  {
    title: 'two files import each other',
    files: { 'a/one.ts': '', 'a/two.ts': '' },
    rule: 'no-cycle',
  },
];

describe('judgeImportCases', () => {
  it('accepts a case that its rule reports at one of its files', () => {
    expect(judgeImportCases(cases, [{ path: 'a/two.ts', message: '[no-cycle] imports' }])).toEqual(
      [],
    );
  });

  it('accepts a case that its rule reports at its folder', () => {
    expect(judgeImportCases(cases, [{ path: 'a', message: '[no-cycle] imports' }])).toEqual([]);
  });

  it('reports a case that another rule reports', () => {
    const found = [{ path: 'a/one.ts', message: '[no-dead-file].' }];
    expect(judgeImportCases(cases, found)).toEqual([
      { path: 'a/one.ts', message: 'two files import each other: no-cycle does not report it' },
    ]);
  });

  it('reports a case whose rule reports another location', () => {
    expect(
      judgeImportCases(cases, [{ path: 'b/one.ts', message: '[no-cycle] imports' }]),
    ).toHaveLength(1);
  });
});
