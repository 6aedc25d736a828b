import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The command `wdh` as npm installs it. */
export interface PackedProgram extends Disposable {
  readonly path: string;
}

/** Builds and packs the packages, and unpacks them where they find what they depend on. */
export function packProgram(workspace: string): PackedProgram {
  const cli = join(workspace, 'packages/cli');
  mkdirSync(join(cli, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(cli, 'test-results/packed-'));
  const options = { cwd: workspace, stdio: 'ignore' } as const;
  execFileSync('npm', ['run', 'pack', '--', '--to', folder], options);
  for (const tarball of readdirSync(folder)) {
    const [, name = ''] = /^wdh-(.+)-\d/.exec(tarball) ?? [];
    const place = join(folder, 'node_modules/@wdh', name);
    mkdirSync(place, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', place]);
  }
  const installed = join(folder, 'node_modules/@wdh/cli');
  symlinkSync(join(cli, 'node_modules'), join(installed, 'node_modules'));
  return {
    path: join(installed, 'bin/wdh.mjs'),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
