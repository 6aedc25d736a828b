import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the page. */
export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where Vite writes the page, as seen from `src` and from `dist`. */
const folder = fileURLToPath(new URL('../../dist/page/', import.meta.url));

/** Reads all files of the page, by their path below the folder of the build. */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    const content = new Uint8Array(await readFile(path));
    return [path.slice(folder.length), { content, type: types[extname(name)] ?? 'text/plain' }];
  });
  return new Map((await Promise.all(read)) as [string, PageFile][]);
}
