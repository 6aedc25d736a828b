import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundlePackage, isBundled } from './bundle/bundle-package.js';

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
 * Packs every public package of the workspace, as it was built, into the folder `destination`. Those
 * that are published as bundles are bundled, in a copy.
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
    const source = join(root, found.folder);
    const { filename, files } = isBundled(found.name)
      ? await packBundle(source, destination)
      : await pack(source, ['--pack-destination', destination]);
    packed.push({ ...found, tarball: join(destination, filename), files });
  }
  return packed;
}

async function packBundle(source: string, destination: string): Promise<Packed> {
  const copy = mkdtempSync(join(tmpdir(), 'wdh-pack-'));
  try {
    const { files } = await pack(source, ['--dry-run']);
    for (const path of files) cpSync(join(source, path), join(copy, path));
    await bundlePackage(copy);
    return await pack(copy, ['--pack-destination', destination]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What `npm pack` made: the name of the tarball, and the paths in it. */
interface Packed {
  readonly filename: string;
  readonly files: readonly string[];
}

async function pack(folder: string, options: readonly string[]): Promise<Packed> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['pack', '--json', '--ignore-scripts', ...options],
    { cwd: folder },
  );
  const [report] = JSON.parse(stdout) as readonly [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  return { filename: report.filename, files: report.files.map(({ path }) => path) };
}
