/**
 * Installs Chromium for the tests of the page, where none is installed and this machine can: as root,
 * with apt. `--required` fails without it; otherwise the tests are skipped, and say so.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { findChromium } from '../../vitest/browser/find-chromium.js';

const { values } = parseArgs({ options: { required: { type: 'boolean', default: false } } });

/** A mirror that does not answer must not hold up the checks. */
const limits = ['-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=30'];
const commands = [
  ['update', '--quiet'],
  ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium'],
];

const isRoot = process.getuid?.() === 0;
if (findChromium() === undefined && isRoot) {
  for (const args of commands) {
    const { status, error } = spawnSync('apt-get', [...limits, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 300_000,
    });
    if (status === 0) continue;
    console.warn(
      `apt-get ${args[0] ?? ''} failed: ${error?.message ?? `exit code ${String(status)}`}`,
    );
    break;
  }
}

const found = findChromium();
if (found === undefined) {
  console.warn(
    'There is no Chromium, and it cannot be installed here: THE TESTS OF THE PAGE ARE SKIPPED.',
  );
  if (values.required) process.exitCode = 1;
} else {
  console.log(`The tests of the page use ${found}.`);
}
