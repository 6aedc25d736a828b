/**
 * Builds and packs every public package, and prints the command that installs them:
 * `npm run pack -- --to FOLDER`.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../jobs/job-environment.mjs';
import { runCheck } from '../verify/run-check.js';
import { workspaceRoot } from '../workspace-root.js';
import { installCommand } from './install-command.js';
import { packPackages } from './pack-packages.js';

const usage = 'Usage: npm run pack -- --to FOLDER';
const build = { name: 'build', commands: ['nx run-many -t build'] };

/** Reads the folder that `--to` names, or `null`. Npm starts this program in the root of the workspace. */
function readFolder(): string | null {
  try {
    const { values } = parseArgs({ options: { to: { type: 'string' } } });
    return values.to === undefined ? null : resolve(environment['INIT_CWD'] ?? '.', values.to);
  } catch {
    return null;
  }
}

const folder = readFolder();
if (folder === null) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const { outcome, output } = await runCheck(build, workspaceRoot);
  if (outcome === 'passed') {
    mkdirSync(folder, { recursive: true });
    const packed = await packPackages(workspaceRoot, folder);
    console.log(
      `Packed ${packed.length} packages into ${folder}. Install them in a project of your own:\n`,
    );
    console.log(`  ${installCommand(packed.map(({ tarball }) => tarball))}`);
  } else {
    console.error(`The build failed.\n\n${output}`);
    process.exitCode = 1;
  }
}
