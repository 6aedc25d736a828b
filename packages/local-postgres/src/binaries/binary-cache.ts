import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ownedFolder } from '../account/owned-folder.js';
import type { PlatformPackage } from './platform-package.js';

/** Folders that only a compiler needs. */
const notNeeded = /\.a$|(^|\/)(pgxs|pkgconfig)(\/|$)/;

/** Returns the possible folders for copies of the programs, the preferred one first. */
export function cacheFolders(temporaryFolder: string): readonly string[] {
  const user = process.geteuid?.() ?? 'user';
  return [...new Set([temporaryFolder, '/tmp', '/var/tmp'])].map((folder) =>
    path.join(folder, `wdh-postgres-programs-${user}`),
  );
}

async function fileNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => !notNeeded.test(name));
}

/** Cleaners of temporary folders remove single files, so a copy is used only if it is complete. */
async function isWhole(copy: string, original: string): Promise<boolean> {
  const [copied, wanted] = await Promise.all([fileNames(copy), fileNames(original)]);
  const present = new Set(copied);
  return wanted.length > 0 && wanted.every((name) => present.has(name));
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || ((await lstat(file)).mode & 0o100) !== 0;
    await chmod(file, isProgram ? 0o755 : 0o644);
  }
}

/**
 * Copies the server's programs to a folder in `folder`, once for each version, and returns the
 * path. Several processes may do so at once: each copies to a unique name and renames at the end.
 */
export async function copyToCache(installed: PlatformPackage, folder: string): Promise<string> {
  await ownedFolder(folder, 0o755);
  const name = `${installed.packageVersion}-${process.platform}-${process.arch}`;
  const target = path.join(folder, name);
  const native = path.join(target, 'native');
  if (await isWhole(native, installed.nativeDir)) return native;

  const unique = path.join(folder, `${name}.${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(unique, { mode: 0o755 });
    await cp(installed.nativeDir, path.join(unique, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !notNeeded.test(path.relative(installed.nativeDir, source)),
    });
    await openToAll(unique);
    // Another process may have renamed its copy first, which is equivalent.
    if (!(await isWhole(native, installed.nativeDir))) {
      await rename(target, `${unique}.old`).catch(() => undefined);
      await rename(unique, target);
    }
  } catch (error) {
    if (!(await isWhole(native, installed.nativeDir))) throw error;
  } finally {
    await rm(unique, { recursive: true, force: true });
    await rm(`${unique}.old`, { recursive: true, force: true });
  }
  return native;
}
