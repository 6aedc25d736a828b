/**
 * Builds the container image of the sample job; `--push` also pushes it to GHCR.
 *
 * Without a container engine, it runs the steps of the Dockerfile in a temporary folder instead.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFindings } from '../checks/finding.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { environment } from './environment.js';
import { imageCalls } from './image/image-commands.js';
import { lintDockerfile } from './image/lint-dockerfile.js';
import { rehearseBuild } from './image/rehearse-build.js';

const path = 'apps/sample-job/Dockerfile';
const dockerfile = join(workspaceRoot, path);
const { values } = parseArgs({ options: { push: { type: 'boolean', default: false } } });
const {
  GITHUB_ACTOR = '',
  GITHUB_REPOSITORY = 'local/wdh',
  GITHUB_SHA = 'local',
  GITHUB_TOKEN,
} = environment;
reportFindings('Dockerfile', lintDockerfile(path, readFileSync(dockerfile, 'utf8')));
if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0) {
  const calls = imageCalls({
    dockerfile: path,
    image: `ghcr.io/${GITHUB_REPOSITORY.toLowerCase()}/sample-job`,
    commit: GITHUB_SHA,
    account: GITHUB_TOKEN === undefined ? null : { user: GITHUB_ACTOR, token: GITHUB_TOKEN },
    isPushed: values.push,
  });
  for (const { args, input = '' } of calls) {
    execFileSync('docker', args, {
      cwd: workspaceRoot,
      input,
      stdio: ['pipe', 'inherit', 'inherit'],
    });
  }
} else if (values.push) {
  console.error('There is no container engine: nothing was built or pushed.');
  process.exitCode = 1;
} else {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-image-')));
  try {
    console.log(rehearseBuild({ context: workspaceRoot, dockerfile, folder }));
    console.log('There is no container engine: the steps ran in a temporary folder.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
