// @module-tag full
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import istanbul, { type CoverageMapData } from 'istanbul-lib-coverage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestReport } from '../../../checks/verify/test-reports.js';
import { workspaceRoot } from '../../../checks/workspace-root.js';
import { coverageByArea } from '../../module-coverage/coverage-area.js';
import { type CoverageThresholds, judgeCoverage } from '../../module-coverage/judge-coverage.js';
import { complainOfTime, measureSuite } from '../../suites/suite-time.js';

const source = 'packages/pipeline-core/src/sign.ts';
const test = 'packages/pipeline-core/src/sign.test.ts';

describe('a broken copy', () => {
  let folder: string;

  beforeEach(() => {
    // Inside of the workspace, so that the copy finds the installed packages; ignored by git.
    const ignored = join(workspaceRoot, 'test-results');
    mkdirSync(ignored, { recursive: true });
    folder = mkdtempSync(join(ignored, 'copy-'));
    write(source, 'export const sign = (n: number): string => (n < 0 ? "minus" : "plus");\n');
    write(
      test,
      `import { sign } from './sign.js';
       it('knows minus', () => { expect(sign(-1)).toBe('minus'); });
       it('knows plus', () => { expect(sign(1)).toBe('plus'); });\n`,
    );
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  const run = (program: string, ...args: readonly string[]) => {
    const path = join(workspaceRoot, 'node_modules', '.bin', program);
    return spawnSync(path, args, { cwd: folder, encoding: 'utf8' });
  };
  const runTests = () =>
    run(
      'vitest',
      ...['run', '--root', folder, '--globals', '--reporter=json', '--outputFile=report.json'],
      ...['--coverage.enabled', '--coverage.include=packages/**', '--coverage.reporter=json'],
    );
  const report = (): TestReport =>
    JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as TestReport;
  const domain = () => {
    const path = join(folder, 'coverage', 'coverage-final.json');
    const map = istanbul.createCoverageMap(
      JSON.parse(readFileSync(path, 'utf8')) as CoverageMapData,
    );
    return coverageByArea(map, folder).filter(({ area }) => area === 'domain');
  };
  const thresholds = JSON.parse(
    readFileSync(join(workspaceRoot, 'tools/ci/coverage-thresholds.json'), 'utf8'),
  ) as CoverageThresholds;

  it('is accepted if nothing is broken', () => {
    expect(runTests().status).toBe(0);
    expect(complainOfTime('unit', measureSuite('unit', [report()]))).toBeNull();
    expect(judgeCoverage(domain(), thresholds, new Date()).isPassed).toBe(true);
  });

  it('is refused for a slow test, by its name', () => {
    write(test, "it('waits', () => new Promise((resolve) => setTimeout(resolve, 300)));\n");
    expect(runTests().status).toBe(0);
    const time = measureSuite('unit', [report()]);
    expect(complainOfTime('unit', time, 200)).toMatch(/over their 0\.2 s[^]*waits/);
  });

  it('is refused for a drop in coverage', () => {
    write(test, "import { sign } from './sign.js';\nit('knows minus', () => sign(-1));\n");
    expect(runTests().status).toBe(0);
    expect(judgeCoverage(domain(), thresholds, new Date())).toEqual({
      isPassed: false,
      complaints: ['domain: 50.0 % of the branches are covered, not above 90 %'],
    });
  });

  it('is refused for an empty suite', () => {
    rmSync(join(folder, test));
    expect(runTests().status).toBe(1);
  });

  it('is refused for a file without tests', () => {
    write(test, 'export {};\n');
    expect(runTests().status).toBe(1);
  });

  it('is refused for a leaked key, and a database URL with a host', () => {
    const config = join(workspaceRoot, 'tools/ci/secretlintrc.json');
    const scan = () => run('secretlint', '--secretlintrc', config, `${folder}/packages/**`);
    expect(scan().status).toBe(0);

    // Joined here, so that the scan of the workspace does not report its own test.
    for (const leak of [
      ['postgres://etl:', 'fJ3kP0q9sX@warehouse.corp.com/w'],
      ['ghp_', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'],
    ]) {
      write(source, `export const leaked = '${leak.join('')}';\n`);
      const found = expect.stringContaining('sign.ts') as string;
      expect(scan()).toMatchObject({ status: 1, stdout: found });
    }

    write(source, "export const placeholder = 'postgres://etl:fJ3kP0q9sX@db/w';\n");
    expect(scan().status).toBe(0);
  });
});
