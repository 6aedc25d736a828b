/**
 * Runs every check there is: `npm run verify`.
 *
 * `--list` names them, `--only name,name` runs some, `--bail` stops at the first that fails.
 */
import { parseArgs } from 'node:util';
import { type Check, checks } from './verify/check.js';
import { countTests, removeTestReports } from './verify/count-tests.js';
import { type CheckResult, runCheck } from './verify/run-check.js';
import { formatResult, summarise } from './verify/summarise.js';
import { workspaceRoot } from './workspace-root.js';

const { values: options } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    only: { type: 'string' },
    bail: { type: 'boolean', default: false },
  },
});
const testsOf = (chosen: readonly Check[]) => chosen.flatMap(({ tests = [] }) => tests);
const names = options.only?.split(',') ?? checks.map(({ name }) => name);
const unknown = names.filter((name) => !checks.some((check) => check.name === name));

if (options.list) {
  for (const { name, script } of checks) console.log(`${name.padEnd(12)} npm run ${script}`);
} else if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(', ')}: see npm run verify -- --list`);
  process.exitCode = 2;
} else {
  const chosen = checks.filter(({ name }) => names.includes(name));
  removeTestReports(workspaceRoot, testsOf(chosen));
  const results: CheckResult[] = [];
  for (const check of chosen) {
    const result = await runCheck(check, workspaceRoot);
    results.push(result);
    console.log(formatResult(result));
    if (result.isPassed) continue;
    console.log(`\n${result.output.trim()}\n`);
    process.exitCode = 1;
    if (options.bail) break;
  }
  const run = testsOf(results.map(({ check }) => check));
  const tests = run.length > 0 ? countTests(workspaceRoot, run) : null;
  if (tests !== null && tests.missing.length > 0) {
    console.log(`\nMissing: ${tests.missing.join(', ')}`);
    process.exitCode = 1;
  }
  console.log(`\n${summarise(results, tests)}`);
}
