import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { WdhError } from '@wdh/pipeline-core';

/** A file of the page. */
export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Where Vite writes the page, as seen from `src` and from `dist`. */
const pageFolder = fileURLToPath(new URL('../../../dist/page/', import.meta.url));

const compress = promisify(gzip);

/**
 * Reads all files of the page, by their path below the folder of the build, such as `index.html`. No
 * request reads a file.
 *
 * @param basePath - where the console is mounted; the addresses in index.html are relative to it.
 * @throws WdhError `CONSOLE_PAGE_MISSING` (file) if the package was not built.
 */
export async function readPageFiles(
  basePath: string,
  folder = pageFolder,
): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }): Promise<[string, PageFile]> => {
    const path = join(parentPath, name).slice(folder.length).replaceAll(sep, '/');
    const found = await readFile(join(parentPath, name));
    const bytes = path === 'index.html' ? withBase(found.toString(), basePath) : found;
    const content = new Uint8Array(bytes);
    const gzipped = new Uint8Array(await compress(content));
    return [path, { content, gzipped, type: types[extname(name)] ?? 'application/octet-stream' }];
  });
  const found = new Map(await Promise.all(read));
  if (!found.has('index.html')) throw pageMissing();
  return found;
}

function withBase(html: string, basePath: string): Buffer {
  return Buffer.from(html.replace('<base href="/" />', `<base href="${basePath}/" />`));
}

function pageMissing(): WdhError {
  return new WdhError(
    'The page of the console is not built. Run npx nx bundle console in the workspace, or install the package again.',
    { code: 'CONSOLE_PAGE_MISSING', category: 'file' },
  );
}
