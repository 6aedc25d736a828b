import { exec } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Packages that a consumer installs in addition to ours, at the versions of this workspace. */
const companions = ['@types/node', 'drizzle-orm', 'typescript', 'valibot'];

interface Manifest {
  readonly version: string;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/**
 * Copies the consumer `template` of `root` into the empty folder `folder`, and installs our packages and
 * its companions there.
 *
 * @param command What installs ours, such as `npm install a.tgz b.tgz`.
 */
export async function installConsumer(
  root: string,
  template: string,
  folder: string,
  command: string,
): Promise<void> {
  cpSync(join(root, template), folder, { recursive: true });
  const path = join(folder, 'package.json');
  const versions = companions.map(
    (name) =>
      [name, readManifest(join(root, 'node_modules', name, 'package.json')).version] as const,
  );
  const manifest = {
    ...readManifest(path),
    dependencies: Object.fromEntries(versions),
    allowScripts: readManifest(join(root, 'package.json')).allowScripts,
  };
  writeFileSync(path, JSON.stringify(manifest, null, 2));
  await promisify(exec)(`${command} --prefer-offline --no-audit --no-fund`, { cwd: folder });
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}
