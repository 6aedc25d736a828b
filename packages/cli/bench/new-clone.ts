import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '@wdh/config';

/** A clone of the workspace as it is after `npm ci`, with nothing built and nothing cached. */
export interface NewClone extends Disposable {
  readonly folder: string;
  /** The environment of a new user: its temporary folder is empty. */
  readonly env: NodeJS.ProcessEnv;
}

/** Clones the last commit of the workspace beside it; the packages of npm are hard links. */
export function makeClone(workspace: string): NewClone {
  const place = mkdtempSync(`${workspace}-start-`);
  const folder = join(place, 'clone');
  const temporary = join(place, 'temporary');
  mkdirSync(temporary);
  const run = (program: string, ...args: readonly string[]): void => {
    execFileSync(program, args, { stdio: 'ignore' });
  };
  run('git', 'clone', '--quiet', workspace, folder);
  run('cp', '-al', join(workspace, 'node_modules'), join(folder, 'node_modules'));
  for (const parent of ['packages', 'apps', 'tools']) {
    for (const name of readdirSync(join(folder, parent))) {
      const own = join(parent, name, 'node_modules');
      if (existsSync(join(workspace, own)))
        run('cp', '-al', join(workspace, own), join(folder, own));
    }
  }
  for (const cache of ['.cache', '.vite']) {
    rmSync(join(folder, 'node_modules', cache), { recursive: true, force: true });
  }
  // Without the daemon of Nx, as in CI, nothing runs on after the measurement.
  const env = { ...readEnvironment(), TMPDIR: temporary, NX_DAEMON: 'false' };
  return {
    folder,
    env,
    [Symbol.dispose]: () => {
      rmSync(place, { recursive: true, force: true });
    },
  };
}
