import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jobVersions } from './companion-versions.js';

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const read = (path: string): Manifest =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Manifest;

test('a new job asks for the versions that this workspace is tested with', () => {
  const { devDependencies } = read('../../../../package.json');
  const { version } = read('../../package.json');
  const tested = Object.keys(jobVersions()).map((name) => [
    name,
    `^${name.startsWith('@wdh/') ? version : (devDependencies[name] ?? '')}`,
  ]);
  expect(tested).toHaveLength(9);
  expect(jobVersions()).toEqual(Object.fromEntries(tested));
});
