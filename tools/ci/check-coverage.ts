/**
 * Merges the coverage of all kinds of test, writes reports to `coverage/` and compares it with the
 * thresholds.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import istanbul, { type CoverageMap, type CoverageMapData } from 'istanbul-lib-coverage';
import istanbulReport from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { testKinds } from '../checks/verify/test-kinds.js';
import { listWorkspaceFiles } from '../checks/workspace-files.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { environment } from './environment.js';
import { coverageByArea, mergeCoverage } from './module-coverage/coverage-area.js';
import {
  type CoverageThresholds,
  coverageTable,
  judgeCoverage,
} from './module-coverage/judge-coverage.js';
import { programCoverage } from './module-coverage/program-coverage.js';

const projects = listWorkspaceFiles(workspaceRoot)
  .paths.filter((path) => /^(packages|apps)\/[^/]+\/package\.json$/.test(path))
  .map((path) => join(workspaceRoot, path, '..'));
const kinds = Object.keys(testKinds);
/** Projects whose code tests run mostly as programs. */
const programs = ['apps/sample-job', 'packages/capture', 'packages/cli', 'packages/job'];

const ofTests = projects
  .flatMap((project) => kinds.map((kind) => join(project, 'coverage', kind, 'coverage-final.json')))
  .filter((path) => existsSync(path))
  .map((path): CoverageMap =>
    istanbul.createCoverageMap(JSON.parse(readFileSync(path, 'utf8')) as CoverageMapData),
  );
const ofPrograms = await Promise.all(
  kinds.map((kind) =>
    programCoverage(
      join(workspaceRoot, 'coverage', 'programs', kind),
      programs.map((path) => join(workspaceRoot, path, 'test-results', 'programs')),
      programs.map((path) => join(workspaceRoot, path, 'src')),
    ),
  ),
);
const coverageMap = mergeCoverage([...ofTests, ...ofPrograms]);
const context = istanbulReport.createContext({
  dir: join(workspaceRoot, 'coverage'),
  coverageMap,
});
reports.create('html', {}).execute(context);
reports.create('lcovonly', {}).execute(context);

const thresholds = JSON.parse(
  readFileSync(new URL('coverage-thresholds.json', import.meta.url), 'utf8'),
) as CoverageThresholds;
const coverage = coverageByArea(coverageMap, workspaceRoot);
const { isPassed, complaints } = judgeCoverage(coverage, thresholds, new Date());
const summary = [coverageTable(coverage, thresholds), ...complaints].join('\n');
console.log(summary);
const { GITHUB_STEP_SUMMARY } = environment;
if (GITHUB_STEP_SUMMARY !== undefined) appendFileSync(GITHUB_STEP_SUMMARY, `${summary}\n`);
if (!isPassed) process.exitCode = 1;
