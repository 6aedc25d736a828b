/**
 * Builds the container images of the apps; `--push` also pushes them to GHCR.
 *
 * Without a container engine, it runs the steps of the Dockerfiles in a temporary folder instead.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFindings } from '../checks/finding.js';
import { listWorkspaceFiles } from '../checks/workspace-files.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { environment } from './environment.js';
import { buildStages, buildTargets } from './image/build-stages.js';
import { imageCalls, imageName } from './image/image-commands.js';
import { lintDockerfile } from './image/lint-dockerfile.js';
import { BuildRehearsal } from './image/rehearse-build.js';

const { values } = parseArgs({ options: { push: { type: 'boolean', default: false } } });
const {
  GITHUB_ACTOR = '',
  GITHUB_REPOSITORY = 'local/wdh',
  GITHUB_SHA = 'local',
  GITHUB_TOKEN,
} = environment;
const { paths, read } = listWorkspaceFiles(workspaceRoot);
const dockerfiles = paths.filter((path) => /^apps\/[^/]+\/Dockerfile$/.test(path));
reportFindings(
  'Dockerfiles',
  dockerfiles.flatMap((path) => lintDockerfile(path, read(path))),
);
if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0) {
  const calls = imageCalls({
    images: dockerfiles.flatMap((dockerfile) =>
      buildTargets(buildStages(read(dockerfile))).map((target) => {
        const app = dirname(dockerfile).replace('apps/', '');
        return { dockerfile, target, name: imageName(app, target) };
      }),
    ),
    place: `ghcr.io/${GITHUB_REPOSITORY.toLowerCase()}`,
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
    const rehearsal = new BuildRehearsal(workspaceRoot, folder);
    for (const path of dockerfiles) {
      for (const help of rehearsal.build(join(workspaceRoot, path))) console.log(help);
    }
    console.log('There is no container engine: the steps ran in a temporary folder.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
