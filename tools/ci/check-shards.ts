/**
 * Fails if the unit tests of all shards of a Node version together exceed their limit:
 * `check-shards.ts test-results/shards`, a folder with the artifact of each shard,
 * `unit-<node>-<shard>`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestReport } from '../checks/verify/test-reports.js';
import { type ShardReports, sumShards } from './suites/shard-time.js';
import { complainOfTime, seconds, suiteLimitsMs } from './suites/suite-time.js';

const [folder = ''] = process.argv.slice(2);
const read = (shard: string): readonly TestReport[] =>
  readdirSync(join(folder, shard), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])unit\.json$/.test(path))
    .map((path) => JSON.parse(readFileSync(join(folder, shard, path), 'utf8')) as TestReport);
// Without artifacts there is no folder: the change affects no project.
const names = existsSync(folder) ? readdirSync(folder) : [];
const shards: ShardReports = Object.fromEntries(names.map((name) => [name, read(name)]));
if (names.length === 0) console.log('No shard ran a test.');
for (const [version, time] of Object.entries(sumShards('unit', shards))) {
  const complaint = complainOfTime('unit', time);
  console.log(
    `Node ${version}: ${complaint ?? `${seconds(time.durationMs)} of ${seconds(suiteLimitsMs.unit)}, all shards together`}`,
  );
  if (complaint !== null) process.exitCode = 1;
}
