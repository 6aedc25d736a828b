/**
 * Measures the sample job and its parts, and warns if one is slower than the baseline.
 *
 * `--renew` stores the results as the baseline. A slower result does not fail the command.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../checks/workspace-root.js';
import { findRegressions, type Ratios } from './performance/compare-baseline.js';
import { measureRatios } from './performance/measure-ratios.js';
import { referenceWorkload } from './performance/reference-workload.js';
import { openTrialWarehouse } from './trial-warehouse.js';

const { values } = parseArgs({ options: { renew: { type: 'boolean', default: false } } });
const baselinePath = join(workspaceRoot, 'test-results', 'performance-baseline.json');
const rounds = 10;

const warehouse = await openTrialWarehouse();
let ratios: Ratios;
try {
  const path = warehouse.writeFile(20_000);
  const job = [
    join(workspaceRoot, 'apps', 'sample-job', 'dist', 'main.js'),
    ...['--mode', 'replace', '--force', '--quiet'],
  ];
  const env = { ENVIRONMENT: 'dev', DATABASE_URL: warehouse.url, LOG_LEVEL: 'error' };
  const workloads = {
    'sample job': () => {
      const { status, stderr } = spawnSync(process.execPath, job, { cwd: workspaceRoot, env });
      if (status !== 0)
        throw new Error(`The sample job ended with ${status}: ${stderr.toString()}`);
    },
    'read and validate': () => warehouse.read(path),
    'load by COPY': () => warehouse.load(path),
  };
  ratios = await measureRatios(referenceWorkload, workloads, rounds);
} finally {
  await warehouse.close();
}
console.table(ratios);

const baseline = existsSync(baselinePath)
  ? (JSON.parse(readFileSync(baselinePath, 'utf8')) as Ratios)
  : null;
if (baseline === null || values.renew) {
  mkdirSync(dirname(baselinePath), { recursive: true });
  writeFileSync(baselinePath, `${JSON.stringify(ratios, null, 2)}\n`);
  console.log('These results are the new baseline.');
} else {
  const regressions = findRegressions(baseline, ratios);
  for (const regression of regressions) console.log(`::warning::${regression}`);
  if (regressions.length === 0) console.log('Nothing is over 20 % slower than the baseline.');
}
