/**
 * Installs the programs that some tests need, where they are not installed and this machine can: as
 * root, with apt. `--required` fails without them; otherwise those tests are skipped, and say so.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { findChromium } from '../../vitest/browser/find-chromium.js';
import { findRedisServer } from '../../vitest/redis/find-redis-server.js';

/** Each by the name of its package in Debian. */
const programs = [
  { name: 'chromium', find: findChromium, tests: 'THE TESTS OF THE PAGE' },
  { name: 'redis-server', find: findRedisServer, tests: 'THE TESTS OF REDIS' },
];

const { values } = parseArgs({ options: { required: { type: 'boolean', default: false } } });

/** A mirror that does not answer must not hold up the checks. */
const limits = ['-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=30'];

const isRoot = process.getuid?.() === 0;
const missing = programs.filter(({ find }) => find() === undefined);
const install = ['install', '--yes', '--quiet', '--no-install-recommends'];
const commands = [['update', '--quiet'], ...missing.map(({ name }) => [...install, name])];
for (const args of missing.length > 0 && isRoot ? commands : []) {
  const { status, error } = spawnSync('apt-get', [...limits, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  });
  if (status === 0) continue;
  console.warn(
    `apt-get ${args.join(' ')} failed: ${error?.message ?? `exit code ${String(status)}`}`,
  );
}

for (const { name, find, tests } of programs) {
  const found = find();
  if (found === undefined) {
    console.warn(`There is no ${name}, and it cannot be installed here: ${tests} ARE SKIPPED.`);
    if (values.required) process.exitCode = 1;
  } else {
    console.log(`The tests use ${found}.`);
  }
}
