/**
 * Runs one test file with the Vitest configuration of its project:
 * `node tools/vitest/run-file.mjs FILE`. Editors use it to debug the open file.
 */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const file = resolve(process.argv[2] ?? '');

function projectOf(folder) {
  if (existsSync(join(folder, 'vitest.config.ts'))) return folder;
  if (dirname(folder) === folder) throw new Error(`No vitest.config.ts above ${file}.`);
  return projectOf(dirname(folder));
}

const project = projectOf(dirname(file));
process.chdir(project);
process.argv.splice(2, Infinity, 'run', '--no-file-parallelism', relative(project, file));
await import(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
