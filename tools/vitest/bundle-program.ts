import { readFile } from 'node:fs/promises';
import { extname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Loader, type Plugin } from 'esbuild';

/** Replaces `import.meta.url` in code, and not in texts that mention it. */
const ownUrl = '__ownUrl';

/** Makes every module find its files at its own location, not at that of the bundle. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup: (bundle) => {
    bundle.onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
      if (path.split(sep).includes('node_modules')) return undefined;
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      // On the first line, so that lines keep their numbers.
      const contents = `const ${ownUrl} = ${JSON.stringify(pathToFileURL(path).href)};${text}`;
      return { contents, loader: extname(path).slice(1) as Loader };
    });
  },
};

/**
 * Bundles a program and its imports into one file, which starts in a third of the processor time,
 * because tests start programs hundreds of times.
 *
 * A source map is written beside the bundle, which does not name it: Node would repeat it in the
 * coverage of each process.
 *
 * Our packages are resolved as by the program: their sources for a TypeScript program, otherwise
 * their build output.
 *
 * @param options.isFromSources Whether our packages are bundled from their sources.
 * @param options.external Packages that are not bundled, because they look for files of their own.
 */
export async function bundleProgram(
  program: URL,
  bundle: URL,
  options: { readonly isFromSources?: boolean; readonly external?: readonly string[] } = {},
): Promise<void> {
  const entry = fileURLToPath(program);
  const { isFromSources = entry.endsWith('.ts'), external = [] } = options;
  await build({
    entryPoints: [entry],
    outfile: fileURLToPath(bundle),
    bundle: true,
    external: [...external],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: isFromSources ? ['@wdh/source', 'module'] : ['module'],
    // CommonJS packages use it to load modules of Node.
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url); globalThis.${ownUrl} = import.meta.url;`,
    },
    define: { 'import.meta.url': ownUrl },
    plugins: [ownPlaces],
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'error',
  });
}
