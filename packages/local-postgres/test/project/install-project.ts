import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { findPlatformPackage, serverInstallation } from '../../src/binaries/platform-package.js';
import { defaultVersion, type PostgresVersion } from '../../src/binaries/postgres-version.js';
import { roomyFolder } from './roomy-folder.js';

const packageRoot = path.resolve(import.meta.dirname, '../..');

async function transpile(sources: string, target: string): Promise<void> {
  for (const file of await readdir(sources, { recursive: true })) {
    if (!file.endsWith('.ts') || file.includes('.test')) continue;
    const { outputText } = ts.transpileModule(await readFile(path.join(sources, file), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const to = path.join(target, file.replace(/\.ts$/, '.js'));
    await mkdir(path.dirname(to), { recursive: true });
    await writeFile(to, outputText);
  }
}

async function removeLinks(binaries: string): Promise<void> {
  const text = await readFile(path.join(binaries, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { target } of JSON.parse(text) as readonly { readonly target: string }[]) {
    await rm(path.join(binaries, target));
  }
}

/**
 * Creates a project in a new folder with this package installed like by npm, for scenarios that
 * need a separate process: other users, inaccessible folders, kills. Without `withLinks`, the links
 * of the server's libraries are missing, as in an installation without install scripts.
 */
export async function installProject(options: {
  readonly mode?: number;
  readonly withLinks?: boolean;
  readonly version: PostgresVersion;
}): Promise<string> {
  const { mode = 0o755, withLinks = true, version } = options;
  const project = await roomyFolder(mode);
  const modules = path.join(project, 'node_modules');
  const own = path.join(modules, '@wdh', 'local-postgres');
  await transpile(path.join(packageRoot, 'src'), path.join(own, 'dist'));
  const manifest = path.join(packageRoot, 'package.json');
  await cp(manifest, path.join(own, 'package.json'));

  const driver = path.resolve(createRequire(manifest).resolve('postgres'), '../../..');
  await cp(driver, path.join(modules, 'postgres'), { recursive: true });

  for (const wanted of new Set([defaultVersion, version])) {
    const { nativeDir } = await findPlatformPackage({ version: wanted });
    const target = path.join(modules, serverInstallation({ version: wanted })?.name ?? '');
    await cp(path.resolve(nativeDir, '..'), target, { recursive: true, verbatimSymlinks: true });
    if (!withLinks) await removeLinks(target);
  }
  const script = path.join(import.meta.dirname, 'use-server.mjs');
  await cp(script, path.join(project, 'use-server.mjs'));
  return project;
}
