/**
 * Installs the packed packages in an empty folder, by the command that `npm run pack` prints,
 * type-checks against them and loads rows. Then follows the guide to the first job in another empty
 * folder.
 *
 * `--published` installs the versions of this workspace from the registry.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { followGuide } from './consumers/follow-guide.js';
import { installConsumer } from './consumers/install-consumer.js';
import { runStep, type StepOutcome } from './consumers/run-step.js';
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

/** Prints the outcome of a step; a failed one fails the check. */
function report({ title, isPassed, output }: StepOutcome): boolean {
  console.log(`${isPassed ? '✔' : '✘'} ${title}${output === '' ? '' : `\n${output}`}`);
  if (!isPassed) process.exitCode = 1;
  return isPassed;
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
    if (!report(await runStep(title, script, consumer))) break;
  }
  report(await followGuide(workspaceRoot, mkdtempSync(join(folder, 'guide-')), command));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
