import { readFile } from 'node:fs/promises';
import { extname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Loader, type Plugin } from 'esbuild';

/** Lets every module find its files where it lies, and not where the bundle does. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup: (bundle) => {
    bundle.onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
      if (path.split(sep).includes('node_modules')) return undefined;
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: extname(path).slice(1) as Loader };
    });
  },
};

/**
 * Writes a program of ours and all that it imports to one file, which starts in a third of the
 * processor's time: tests that start it hundreds of times would wait for little else.
 *
 * Our packages are taken from where the program takes them: their sources for a TypeScript program,
 * else what was built.
 */
export async function bundleProgram(program: URL, bundle: URL): Promise<void> {
  const entry = fileURLToPath(program);
  await build({
    entryPoints: [entry],
    outfile: fileURLToPath(bundle),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: entry.endsWith('.ts') ? ['@wdh/source', 'module'] : ['module'],
    // Packages that are still CommonJS ask for the modules of Node by it.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    plugins: [ownPlaces],
    logLevel: 'error',
  });
}
