/**
 * Runs every check there is: `npm run verify`.
 *
 * `--list` names them, `--tier name` runs those of a tier, `--only name,name` runs some, `--bail`
 * stops at the first that fails.
 */
import { parseArgs } from 'node:util';
import { type Check, checks } from './verify/check.js';
import { countTests, removeTestReports } from './verify/count-tests.js';
import { type CheckResult, runCheck } from './verify/run-check.js';
import { formatResult, summarise } from './verify/summarise.js';
import { isTier, tiers } from './verify/tier.js';
import { workspaceRoot } from './workspace-root.js';

const { values: options } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    only: { type: 'string' },
    tier: { type: 'string', default: 'merge' },
    bail: { type: 'boolean', default: false },
  },
});
const testsOf = (chosen: readonly Check[]) => chosen.flatMap(({ tests = [] }) => tests);
const names =
  options.only?.split(',') ?? (isTier(options.tier) ? tiers[options.tier] : [options.tier]);
const unknown = names.filter((name) => !checks.some((check) => check.name === name));

if (options.list) {
  for (const { name, script } of checks) console.log(`${name.padEnd(13)} npm run ${script}`);
} else if (unknown.length > 0) {
  console.error(`No check or tier is called ${unknown.join(', ')}: see npm run verify -- --list`);
  process.exitCode = 2;
} else {
  const chosen = checks.filter(({ name }) => names.includes(name));
  removeTestReports(workspaceRoot, testsOf(chosen));
  const results: CheckResult[] = [];
  for (const check of chosen) {
    const result = await runCheck(check, workspaceRoot);
    results.push(result);
    console.log(formatResult(result));
    if (result.outcome === 'passed') continue;
    console.log(`\n${result.output.trim()}\n`);
    if (result.outcome === 'not checked') continue;
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
