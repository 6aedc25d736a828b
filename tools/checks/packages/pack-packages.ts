import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A public package of the workspace as npm would publish it. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** Relative to the root of the workspace. */
  readonly folder: string;
  readonly exports: Readonly<Record<string, unknown>>;
  /** Absolute path. */
  readonly tarball: string;
  /** Paths inside of the package. */
  readonly files: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Packs every built public package of the workspace into the folder `destination`.
 *
 * @param only The folder of the one package to pack, relative to the root.
 */
export async function packPackages(
  root: string,
  destination: string,
  only?: string,
): Promise<readonly PackedPackage[]> {
  const packed: PackedPackage[] = [];
  for (const name of readdirSync(join(root, 'packages'))) {
    const folder = join('packages', name);
    if (only !== undefined && folder !== join(only)) continue;
    const manifest = readManifest(join(root, folder, 'package.json'));
    if (manifest.private === true) continue;
    const { stdout } = await promisify(execFile)(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
      { cwd: join(root, folder) },
    );
    const [report] = JSON.parse(stdout) as readonly [
      { readonly filename: string; readonly files: readonly { readonly path: string }[] },
    ];
    packed.push({
      name: manifest.name,
      version: manifest.version,
      folder,
      exports: manifest.exports,
      tarball: join(destination, report.filename),
      files: report.files.map(({ path }) => path),
    });
  }
  return packed;
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}
