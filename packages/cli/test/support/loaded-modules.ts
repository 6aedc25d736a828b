import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Prints the address of each module that a process imports, after the mark `loads`. */
const hook = `
import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  writeSync(2, 'loads ' + url + '\\n');
  return next(url, context);
}`;
const registering = `
import { register } from 'node:module';
register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hook))});`;

/** Runs `wdh` from its sources, and returns its output and the paths of the modules that it loads. */
export async function modulesOf(
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly modules: readonly string[] }> {
  const imports = [
    import.meta.resolve('tsx'),
    `data:text/javascript,${encodeURIComponent(registering)}`,
  ];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--conditions=@wdh/source',
    ...imports.map((url) => `--import=${url}`),
    program,
    ...args,
  ]);
  const modules = [...stderr.matchAll(/^loads file:\/\/(\S+)$/gm)].map(([, path = '']) => path);
  return { stdout, modules };
}
