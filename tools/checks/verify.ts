/** Runs checks and shows the result of each: `npm run verify -- --help`. */
import type { Check } from './verify/check.js';
import { countTests, removeTestReports } from './verify/count-tests.js';
import { listFailedTests } from './verify/failed-tests.js';
import { listProjects } from './verify/project.js';
import { type CheckResult, runCheck } from './verify/run-check.js';
import { formatResult, summarise } from './verify/summarise.js';
import { readVerifyOptions } from './verify/verify-options.js';
import { workspaceRoot } from './workspace-root.js';

const request = readVerifyOptions(process.argv.slice(2), listProjects(workspaceRoot));
const testsOf = (chosen: readonly Check[]) => chosen.flatMap(({ tests = [] }) => tests);

if (request.kind === 'print') {
  console.log(request.text);
} else if (request.kind === 'refuse') {
  console.error(request.text);
  process.exitCode = 2;
} else {
  const { checks, folders, isBail } = request;
  removeTestReports(workspaceRoot, testsOf(checks), folders);
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await runCheck(check, workspaceRoot);
    results.push(result);
    console.log(formatResult(result));
    if (result.outcome === 'passed') continue;
    console.log(`\n${result.output.trim()}\n`);
    if (result.outcome === 'not checked') continue;
    process.exitCode = 1;
    if (isBail) break;
  }
  const run = testsOf(results.map(({ check }) => check));
  const tests = run.length > 0 ? countTests(workspaceRoot, run, folders) : null;
  if (tests !== null && tests.missing.length > 0) {
    console.log(`\nMissing: ${tests.missing.join(', ')}`);
    process.exitCode = 1;
  }
  const failed = listFailedTests(workspaceRoot, run, folders);
  if (failed.length > 0) console.log(`\nFailed tests:\n${failed.join('\n')}`);
  console.log(`\n${summarise(results, tests)}`);
}
