/**
 * Installs the packed packages in an empty folder, by the command that `npm run pack` prints,
 * type-checks against them and loads rows.
 *
 * `--published` installs the versions of this workspace from the registry.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { installConsumer } from './consumers/install-consumer.js';
import { runStep } from './consumers/run-step.js';
import { installCommand, readInstallCommand } from './packages/install-command.js';
import { publicPackages } from './packages/pack-packages.js';
import { workspaceRoot } from './workspace-root.js';

const { values } = parseArgs({ options: { published: { type: 'boolean', default: false } } });
const template = join('tools', 'consumers', 'load-rows');
const steps = [
  ['Types, nodenext', 'build'],
  ['Types, bundler', 'typecheck'],
  ['Types, our declarations', 'check-declarations'],
  ['Run', 'start'],
] as const;

/** Packs our packages into `folder` as a person does, and returns the command that was printed. */
async function pack(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['run', '--silent', 'pack', '--', '--to', folder],
    { cwd: workspaceRoot },
  );
  return readInstallCommand(stdout);
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-consumers-')));
try {
  const consumer = join(folder, 'load-rows');
  const released = publicPackages(workspaceRoot).map(({ name, version }) => `${name}@${version}`);
  const command = values.published
    ? installCommand(released)
    : await pack(join(folder, 'tarballs'));
  await installConsumer(workspaceRoot, template, consumer, command);
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
