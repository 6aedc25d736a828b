import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeProcessCovs, type ProcessCov } from '@bcoe/v8-coverage';
import { convert } from 'ast-v8-to-istanbul';
import istanbul, { type CoverageMap, type CoverageMapData } from 'istanbul-lib-coverage';
import { parseAstAsync } from 'vite';

/**
 * Reads the coverage that programs wrote to the folder of `NODE_V8_COVERAGE`, and maps the scripts
 * below `folders` to their sources.
 */
export async function programCoverage(
  folder: string,
  folders: readonly string[],
): Promise<CoverageMap> {
  const map = istanbul.createCoverageMap();
  if (!existsSync(folder)) return map;
  const processes = readdirSync(folder).map((file): ProcessCov => {
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as ProcessCov;
    return { result: result.filter(({ url }) => folders.some((dist) => isBelow(dist, url))) };
  });
  for (const script of mergeProcessCovs(processes).result) map.merge(await traceBack(script));
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
  });
}
