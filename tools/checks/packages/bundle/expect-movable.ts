import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';

const mark = '__placeOfTheModule';

/**
 * Checks that modules in folders below `dist` do not use their own place, `import.meta.url`: a bundle
 * has them in `dist` itself.
 *
 * @throws Error that names the first one that does.
 */
export async function expectMovable(dist: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (!path.endsWith('.js') || !path.includes('/')) continue;
    const text = readFileSync(join(dist, path), 'utf8');
    if (!text.includes('import.meta.url')) continue;
    // Texts that mention it, such as templates of code, are left as they are.
    const { code } = await transform(text, { define: { 'import.meta.url': mark } });
    if (!code.includes(mark)) continue;
    throw new Error(
      `${join(dist, path)} uses import.meta.url. In a bundle it is in dist: move the module to the top of src, or do not bundle its package.`,
    );
  }
}
