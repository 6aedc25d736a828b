import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JobFiles } from './job-plan.js';
import type { FileChange } from './write-job.js';

/** What is used of prettier. */
interface Prettier {
  resolveConfig(file: string): Promise<object | null>;
  format(text: string, options: object): Promise<string>;
}

const formatted = /\.(?:[cm]?[jt]s|json|md)$/;

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

/** Formats a changed file in the same way, unless it was not formatted before. */
export async function formatChange(change: FileChange): Promise<FileChange> {
  const { path, before, after } = change;
  const format = async (text: string): Promise<string> => {
    const formatted = await formatFiles(dirname(path), new Map([[basename(path), text]]));
    return String(formatted.get(basename(path)));
  };
  const isFormatted = before === null || (await format(before)) === before;
  return isFormatted ? { path, before, after: await format(after) } : change;
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
