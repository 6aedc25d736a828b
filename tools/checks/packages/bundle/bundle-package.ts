import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expectMovable } from './expect-movable.js';

/** What the name of a file begins with that several entry points, or a later import, share. */
export const partPrefix = 'part-';

/**
 * Packages that the command `wdh` imports to load a file or to show runs. Others find files beside
 * their modules, or are imported rarely.
 */
const bundled: ReadonlySet<string> = new Set([
  ...['cli', 'compiled-valibot', 'config', 'file-connector', 'job', 'logging', 'migrations'],
  ...['pipeline-core', 'postgres', 'runs', 'warehouse-loader'],
]);

/** Whether a package is published as a bundle. */
export const isBundled = (name: string): boolean => bundled.has(name.replace('@wdh/', ''));

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, { readonly default?: string } | string>>;
}

/**
 * Puts the modules of a built package into few files, as Node takes longer to find and open modules
 * than to compile them. Declarations stay as they are, other packages stay imports, and what is
 * imported later stays in files of its own.
 *
 * @param folder The package, with its build output in `dist`; it is changed.
 * @returns whether the package is one of those that are bundled.
 * @throws Error if a module below a folder of `dist` finds files beside itself: it moves to `dist`.
 */
export async function bundlePackage(folder: string): Promise<boolean> {
  const { name, exports } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  if (!isBundled(name)) return false;
  const dist = join(folder, 'dist');
  const before = filesOf(dist).filter((path) => /\.js(?:\.map)?$/.test(path));
  await expectMovable(dist, before);
  const entries = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' || entry.default === undefined ? [] : [entry.default],
  );
  const program = before.includes('main.js') ? ['./dist/main.js'] : [];
  // Beside dist, so that the paths in source maps are as deep.
  const output = join(folder, 'bundled');
  await build({
    absWorkingDir: folder,
    entryPoints: [...entries, ...program],
    outdir: output,
    outbase: dist,
    chunkNames: `${partPrefix}[name]-[hash]`,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
  for (const path of before) rmSync(join(dist, path));
  for (const path of filesOf(output)) renameSync(join(output, path), join(dist, path));
  rmSync(output, { recursive: true });
  return true;
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
