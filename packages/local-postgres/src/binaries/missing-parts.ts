import { constants } from 'node:fs';
import { access, chmod, lstat, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

const programs = ['postgres', 'initdb'] as const;

interface RecordedLink {
  readonly source: string;
  readonly target: string;
}

/** The missing parts of an installation without install scripts. */
export interface MissingParts {
  /** Links to create: path, and target in the same folder. */
  readonly links: readonly { readonly at: string; readonly to: string }[];
  /** Programs without execute permission. */
  readonly programs: readonly string[];
}

/** Returns the file of one of the server's programs. */
export function programFile(
  nativeDir: string,
  name: 'postgres' | 'initdb' | 'pg_ctl',
  platform: string = process.platform,
): string {
  return path.join(nativeDir, 'bin', platform === 'win32' ? `${name}.exe` : name);
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

async function recordedLinks(nativeDir: string): Promise<readonly RecordedLink[]> {
  try {
    const text = await readFile(path.join(nativeDir, 'pg-symlinks.json'), 'utf8');
    return JSON.parse(text) as readonly RecordedLink[];
  } catch {
    return [];
  }
}

/**
 * Finds missing links of shared libraries and missing execute permissions. npm packages cannot
 * contain links: a postinstall script creates them, which `npm ci --ignore-scripts` skips.
 */
export async function findMissingParts(nativeDir: string): Promise<MissingParts> {
  const links: { at: string; to: string }[] = [];
  for (const { source, target } of await recordedLinks(nativeDir)) {
    const at = path.join(nativeDir, '..', target);
    if (!(await exists(at))) links.push({ at, to: path.basename(source) });
  }
  const notExecutable: string[] = [];
  for (const name of programs) {
    const file = programFile(nativeDir, name);
    const isExecutable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!isExecutable) notExecutable.push(file);
  }
  return { links, programs: notExecutable };
}

/** Creates the missing parts; a link that another process created meanwhile is equivalent. */
export async function addMissingParts(missing: MissingParts): Promise<void> {
  for (const { at, to } of missing.links) {
    await symlink(to, at).catch(async (error: unknown) => {
      if (!(await exists(at))) throw error;
    });
  }
  for (const file of missing.programs) await chmod(file, 0o755);
}
