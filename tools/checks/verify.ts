/**
 * Runs every check there is: `npm run verify`.
 *
 * `--list` names them, `--only name,name` runs some, `--bail` stops at the first that fails.
 */
import { parseArgs } from 'node:util';
import { checks } from './verify/check.js';
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
const names = options.only?.split(',') ?? checks.map(({ name }) => name);
const unknown = names.filter((name) => !checks.some((check) => check.name === name));

if (options.list) {
  for (const { name, script } of checks) console.log(`${name.padEnd(12)} npm run ${script}`);
} else if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(', ')}: see npm run verify -- --list`);
  process.exitCode = 2;
} else {
  if (names.includes('test')) removeTestReports(workspaceRoot);
  const results: CheckResult[] = [];
  for (const check of checks.filter(({ name }) => names.includes(name))) {
    const result = await runCheck(check, workspaceRoot);
    results.push(result);
    console.log(formatResult(result));
    if (result.isPassed) continue;
    console.log(`\n${result.output.trim()}\n`);
    process.exitCode = 1;
    if (options.bail) break;
  }
  const hasTested = results.some(({ name }) => name === 'test');
  const tests = hasTested ? countTests(workspaceRoot) : null;
  if (tests !== null && tests.missing.length > 0) {
    console.log(`\nNo test report of ${tests.missing.join(', ')}`);
    process.exitCode = 1;
  }
  console.log(`\n${summarise(results, tests)}`);
}
