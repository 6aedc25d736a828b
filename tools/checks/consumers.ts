/** Installs the packed packages in an empty folder, type-checks against them and loads rows. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installConsumer } from './consumers/install-consumer.js';
import { packPackages } from './packages/pack-packages.js';
import { workspaceRoot } from './workspace-root.js';

const template = join('tools', 'consumers', 'load-rows');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-consumers-')));
const consumer = join(folder, 'load-rows');

async function step(title: string, command: string, ...args: readonly string[]): Promise<void> {
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd: consumer,
      timeout: 120_000,
    });
    console.log(`${title}: ok\n${stdout}`.trim());
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${title} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

try {
  mkdirSync(join(folder, 'tarballs'));
  const packages = await packPackages(workspaceRoot, join(folder, 'tarballs'));
  await installConsumer(workspaceRoot, template, consumer, packages);
  await step('Types, nodenext', 'npm', 'run', '--silent', 'build');
  await step('Types, bundler', 'npm', 'run', '--silent', 'typecheck');
  await step('Run', 'npm', 'run', '--silent', 'start');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
