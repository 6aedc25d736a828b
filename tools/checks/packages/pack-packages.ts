import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A public package of the workspace as npm would publish it. */
export interface PackedPackage extends PublicPackage {
  /** Absolute path. */
  readonly tarball: string;
  /** Paths inside of the package. */
  readonly files: readonly string[];
}

/** A public package of the workspace, not packed. */
export interface PublicPackage {
  readonly name: string;
  readonly version: string;
  /** Relative to the root of the workspace. */
  readonly folder: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Lists the public packages of the workspace. A folder without a manifest is not a package. */
export function publicPackages(root: string): readonly PublicPackage[] {
  return readdirSync(join(root, 'packages')).flatMap((child): PublicPackage[] => {
    const folder = join('packages', child);
    const manifest = join(root, folder, 'package.json');
    if (!existsSync(manifest)) return [];
    const text = readFileSync(manifest, 'utf8');
    const { name, version, exports, private: isPrivate } = JSON.parse(text) as Manifest;
    return isPrivate === true ? [] : [{ name, version, folder, exports }];
  });
}

/**
 * Packs every public package of the workspace, as it was built, into the folder `destination`.
 *
 * @param only The folder of the one package to pack, relative to the root.
 */
export async function packPackages(
  root: string,
  destination: string,
  only?: string,
): Promise<readonly PackedPackage[]> {
  const packed: PackedPackage[] = [];
  for (const found of publicPackages(root)) {
    if (only !== undefined && found.folder !== join(only)) continue;
    const { stdout } = await promisify(execFile)(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
      { cwd: join(root, found.folder) },
    );
    const [report] = JSON.parse(stdout) as readonly [
      { readonly filename: string; readonly files: readonly { readonly path: string }[] },
    ];
    packed.push({
      ...found,
      tarball: join(destination, report.filename),
      files: report.files.map(({ path }) => path),
    });
  }
  return packed;
}
