/**
 * Installs the packed packages in an empty folder, type-checks against them and loads rows.
 *
 * `--published` installs the versions of this workspace from the registry.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dependenciesOn, installConsumer } from './consumers/install-consumer.js';
import { runStep } from './consumers/run-step.js';
import { packPackages } from './packages/pack-packages.js';
import { workspaceRoot } from './workspace-root.js';

const { values } = parseArgs({ options: { published: { type: 'boolean', default: false } } });
const template = join('tools', 'consumers', 'load-rows');
const steps = [
  ['Types, nodenext', 'build'],
  ['Types, bundler', 'typecheck'],
  ['Types, our declarations', 'check-declarations'],
  ['Run', 'start'],
] as const;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-consumers-')));
try {
  const tarballs = join(folder, 'tarballs');
  const consumer = join(folder, 'load-rows');
  mkdirSync(tarballs);
  const packages = await packPackages(workspaceRoot, tarballs);
  await installConsumer(
    workspaceRoot,
    template,
    consumer,
    dependenciesOn(packages, values.published),
  );
  for (const [title, script] of steps) {
    const { isPassed, output } = await runStep(title, script, consumer);
    console.log(`${isPassed ? '✔' : '✘'} ${title}${output === '' ? '' : `\n${output}`}`);
    if (isPassed) continue;
    process.exitCode = 1;
    break;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
