import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A project with chaos tests. */
export interface ChaosProject {
  /** Relative to the root of the workspace. */
  readonly folder: string;
  /** Whether its tests use a server; if so, they run once for each version. */
  readonly hasServer: boolean;
}

interface PackageManifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Lists the projects that have a script `test:chaos`. */
export function listChaosProjects(root: string): readonly ChaosProject[] {
  return ['packages', 'apps']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .flatMap((folder) => {
      const file = join(root, folder, 'package.json');
      if (!existsSync(file)) return [];
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as PackageManifest;
      if (manifest.scripts?.['test:chaos'] === undefined) return [];
      const uses = { ...manifest.dependencies, ...manifest.devDependencies };
      return [{ folder, hasServer: '@wdh/local-postgres' in uses }];
    });
}
