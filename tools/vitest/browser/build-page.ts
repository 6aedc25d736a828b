import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../packages/console/', import.meta.url));
const sources = ['page', 'src/wire', 'vite.config.ts'];

/** Builds the page of the console into `dist/page` if a source is newer; a file of a test run sees one build. */
export async function buildPage(): Promise<void> {
  const built = join(root, 'dist', 'page');
  const builtAt = await changedAt(join(built, 'index.html'));
  const times = await Promise.all(sources.map((source) => lastChangeBelow(join(root, source))));
  if (builtAt > Math.max(...times)) return;
  const fresh = join(root, 'dist', `page-${randomUUID()}`);
  const old = `${fresh}-old`;
  await build({
    root: join(root, 'page'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh },
  });
  // Another run of tests may read it: it never sees a half of it.
  await rename(built, old).catch(ignoreAbsent);
  await rename(fresh, built);
  await rm(old, { recursive: true, force: true });
}

async function lastChangeBelow(path: string): Promise<number> {
  const own = await changedAt(path);
  if (!(await stat(path)).isDirectory()) return own;
  const names = await readdir(path, { recursive: true });
  return Math.max(own, ...(await Promise.all(names.map((name) => changedAt(join(path, name))))));
}

async function changedAt(path: string): Promise<number> {
  const found = await stat(path).catch(ignoreAbsent);
  return found?.mtimeMs ?? 0;
}

function ignoreAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
