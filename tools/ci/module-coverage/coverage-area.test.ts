import { readdirSync, readFileSync } from 'node:fs';
import istanbul, { type CoverageMap } from 'istanbul-lib-coverage';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { areas, coverageByArea, mergeCoverage } from './coverage-area.js';

/**
 * A file with a one-line statement for each count, run that often, and one branch with two paths.
 */
function mapOf(
  path: string,
  counts: readonly number[],
  ways: readonly number[] = [],
  column = 9,
): CoverageMap {
  const at = (line: number) => ({ start: { line, column: 0 }, end: { line, column } });
  const loc = at(1);
  return istanbul.createCoverageMap({
    [path]: {
      path,
      statementMap: Object.fromEntries(counts.map((_, index) => [index, at(index + 1)])),
      s: Object.fromEntries(counts.map((count, index) => [index, count])),
      fnMap: {},
      f: {},
      branchMap:
        ways.length === 0
          ? {}
          : { 0: { loc, type: 'if', line: 1, locations: ways.map((_, way) => at(way + 1)) } },
      b: ways.length === 0 ? {} : { 0: [...ways] },
    },
  });
}
const areaOf = (map: CoverageMap, name: string) =>
  coverageByArea(map, '/w').find(({ area }) => area === name);

describe('coverageByArea', () => {
  it('adds up lines and branches of the files of an area', () => {
    const map = mergeCoverage([
      mapOf('/w/packages/pipeline-core/src/a.ts', [1, 1, 1], [1, 0]),
      mapOf('/w/packages/pipeline-core/src/b.ts', [0]),
    ]);
    expect(areaOf(map, 'domain')).toEqual({ area: 'domain', lines: 75, branches: 50 });
  });

  it('separates areas, and includes all in the overall coverage', () => {
    const map = mergeCoverage([
      mapOf('/w/packages/file-connector/src/a.ts', [1]),
      mapOf('/w/apps/sample-job/src/b.ts', [0]),
      mapOf('/w/packages/config/src/c.ts', [1]),
      mapOf('/w/packages/logging/src/d.ts', [1, 0]),
    ]);
    expect(areaOf(map, 'support')?.lines).toBeCloseTo(66.7, 1);
    expect(areaOf(map, 'io')?.lines).toBe(100);
    expect(areaOf(map, 'orchestration')?.lines).toBe(0);
    expect(areaOf(map, 'overall')?.lines).toBe(60);
  });

  it('has an area for each published package', () => {
    const published = readdirSync(`${workspaceRoot}/packages`).filter((name) => {
      const manifest = readFileSync(`${workspaceRoot}/packages/${name}/package.json`, 'utf8');
      return (JSON.parse(manifest) as { readonly private?: boolean }).private !== true;
    });
    const { overall: _, ...parts } = areas;
    const hasArea = (name: string): boolean =>
      Object.values(parts).some((part) => part.test(`packages/${name}/src/index.ts`));
    expect(published.length).toBeGreaterThan(10);
    expect(published.filter((name) => !hasArea(name))).toEqual([]);
  });

  it('counts an area without any covered file as 0 %', () => {
    expect(areaOf(mergeCoverage([]), 'domain')).toEqual({ area: 'domain', lines: 0, branches: 0 });
  });
});

describe('mergeCoverage', () => {
  it('counts a line that only one run covered', () => {
    const path = '/w/apps/sample-job/src/a.ts';
    const map = mergeCoverage([mapOf(path, [1, 0]), mapOf(path, [0, 1])]);
    expect(areaOf(map, 'orchestration')?.lines).toBe(100);
  });

  it('recognises a branch whose end another compiler maps differently', () => {
    const path = '/w/apps/sample-job/src/a.ts';
    const map = mergeCoverage([mapOf(path, [1], [1, 0], 9), mapOf(path, [1], [0, 1], 10)]);
    expect(areaOf(map, 'orchestration')?.branches).toBe(100);
  });
});
