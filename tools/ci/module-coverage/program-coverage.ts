import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeProcessCovs, type ProcessCov } from '@bcoe/v8-coverage';
import { convert } from 'ast-v8-to-istanbul';
import istanbul, { type CoverageMap, type CoverageMapData } from 'istanbul-lib-coverage';
import { parseAstAsync } from 'vite';

/** What esbuild writes around a module: `__esm(…)`, or `init_name()` for an import. */
const glue = /^(?:__|init_)\w*\(/;

/**
 * Reads the coverage that programs wrote to the folder of `NODE_V8_COVERAGE`, and maps the bundles
 * below `bundles` to those of their sources that are below `sources`.
 */
export async function programCoverage(
  folder: string,
  bundles: readonly string[],
  sources: readonly string[],
): Promise<CoverageMap> {
  const map = istanbul.createCoverageMap();
  if (!existsSync(folder)) return map;
  let merged: ProcessCov = { result: [] };
  // One by one: those of all processes would need gigabytes.
  for (const file of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as ProcessCov;
    const counted = result.filter(({ url }) => bundles.some((bundle) => isBelow(bundle, url)));
    merged = mergeProcessCovs([merged, { result: counted }]);
  }
  for (const script of merged.result) map.merge(await traceBack(script));
  map.filter((path) => sources.some((source) => path.startsWith(`${source}/`)));
  return map;
}

function isBelow(folder: string, url: string): boolean {
  return url.startsWith('file:') && fileURLToPath(url).startsWith(`${folder}/`);
}

async function traceBack(script: Profiler.ScriptCoverage): Promise<CoverageMapData> {
  const path = fileURLToPath(script.url);
  const code = readFileSync(path, 'utf8');
  return convert({
    code,
    ast: parseAstAsync(code),
    coverage: script,
    sourceMap: JSON.parse(readFileSync(`${path}.map`, 'utf8')) as never,
    ignoreNode: (node, type) => {
      const { start } = node as typeof node & { readonly start: number };
      return type === 'statement' && glue.test(code.slice(start, start + 40));
    },
  });
}
