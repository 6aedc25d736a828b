import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JobFiles } from './job-plan.js';

/** What is used of prettier. */
interface Prettier {
  resolveConfig(file: string): Promise<object | null>;
  format(text: string, options: object): Promise<string>;
}

const formatted = /\.(?:ts|json|md)$/;

/** Formats the files as the project around them does: by its own prettier, if it has one. */
export async function formatFiles(folder: string, files: JobFiles): Promise<JobFiles> {
  const prettier = await prettierOf(folder);
  if (prettier === null) return files;
  const results = new Map<string, string | Buffer>();
  for (const [path, content] of files) {
    const file = join(folder, path);
    const isFormatted = typeof content === 'string' && formatted.test(path);
    const options = isFormatted ? { ...(await prettier.resolveConfig(file)), filepath: file } : {};
    results.set(path, isFormatted ? await prettier.format(content, options) : content);
  }
  return results;
}

async function prettierOf(folder: string): Promise<Prettier | null> {
  try {
    const path = createRequire(join(folder, 'package.json')).resolve('prettier');
    const module = (await import(pathToFileURL(path).href)) as { default?: Prettier } & Prettier;
    return module.default ?? module;
  } catch {
    return null;
  }
}
