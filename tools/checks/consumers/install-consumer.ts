import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PackedPackage } from '../packages/pack-packages.js';

/** Packages that a consumer installs in addition to ours, at the versions of this workspace. */
const companions = ['@types/node', 'drizzle-orm', 'postgres', 'typescript', 'valibot'];

interface Manifest {
  readonly version: string;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** Returns packed packages as dependencies: their tarballs, or their versions in the registry. */
export function dependenciesOn(
  packages: readonly Pick<PackedPackage, 'name' | 'version' | 'tarball'>[],
  isPublished: boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    packages.map(({ name, version, tarball }) => [name, isPublished ? version : `file:${tarball}`]),
  );
}

/**
 * Copies the consumer `template` of `root` into the empty folder `folder`, and installs `ours` and
 * its companions there.
 */
export async function installConsumer(
  root: string,
  template: string,
  folder: string,
  ours: Readonly<Record<string, string>>,
): Promise<void> {
  cpSync(join(root, template), folder, { recursive: true });
  const path = join(folder, 'package.json');
  const versions = companions.map(
    (name) =>
      [name, readManifest(join(root, 'node_modules', name, 'package.json')).version] as const,
  );
  const manifest = {
    ...readManifest(path),
    dependencies: { ...ours, ...Object.fromEntries(versions) },
    allowScripts: readManifest(join(root, 'package.json')).allowScripts,
  };
  writeFileSync(path, JSON.stringify(manifest, null, 2));
  await promisify(execFile)('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: folder,
  });
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}
