import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';

/** The names of a project's file, in the order in which they are looked for. */
const names = ['wdh.config.ts', 'wdh.config.mts', 'wdh.config.js', 'wdh.config.mjs'] as const;

/**
 * Finds the file that declares the jobs of a project: `wdh.config.ts` in the folder or above it, or
 * the file that `"wdh": { "config": … }` of a package.json there names. Null if there is none.
 *
 * @throws WdhError `PROJECT_NOT_FOUND` (usage) if a package.json names a file that does not exist.
 */
export async function findProjectFile(folder: string): Promise<string | null> {
  for (const name of names) {
    const file = join(folder, name);
    if (await isFile(file)) return file;
  }
  const named = await namedByPackage(join(folder, 'package.json'));
  if (named !== null) return named;
  const above = dirname(folder);
  return above === folder ? null : findProjectFile(above);
}

/**
 * Returns the path of the file that `--config` names.
 *
 * @throws WdhError `PROJECT_NOT_FOUND` (usage)
 */
export async function projectFileAt(path: string): Promise<string> {
  const file = resolve(path);
  if (await isFile(file)) return file;
  throw projectNotFound(`There is no file ${path}, which --config names`, 'correct the path');
}

/** Creates the error of a project whose file is missing. */
export function projectNotFound(problem: string, advice: string): WdhError {
  return new WdhError(`${problem}: ${advice}.`, { code: 'PROJECT_NOT_FOUND', category: 'usage' });
}

async function namedByPackage(packageFile: string): Promise<string | null> {
  const text = await readFile(packageFile, 'utf8').catch(() => null);
  const named = text === null ? null : configOf(text);
  if (named === null) return null;
  const file = resolve(dirname(packageFile), named);
  if (await isFile(file)) return file;
  const problem = `${packageFile} names ${named} as the file of the project, which does not exist`;
  throw projectNotFound(problem, 'correct "wdh": { "config": … } in it');
}

/** A package.json that is not valid is the concern of other programs. */
function configOf(text: string): string | null {
  try {
    const { wdh } = JSON.parse(text) as { readonly wdh?: { readonly config?: unknown } };
    return typeof wdh?.config === 'string' ? wdh.config : null;
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true;
}
