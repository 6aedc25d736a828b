import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const results = fileURLToPath(new URL('../../test-results/', import.meta.url));

/** Runs a module of TypeScript, which may import the packages of this workspace; returns its exports. */
export async function importModule(code: string): Promise<Readonly<Record<string, unknown>>> {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  await mkdir(results, { recursive: true });
  const folder = await mkdtemp(join(results, 'module-'));
  try {
    const path = join(folder, 'module.mjs');
    await writeFile(path, outputText);
    return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } finally {
    await rm(folder, { recursive: true });
  }
}
