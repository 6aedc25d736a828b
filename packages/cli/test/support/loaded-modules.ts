import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readEnvironment } from '@wdh/config';

const wdh = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Prints the address of each module that a process imports, after the mark `loads`. */
const hook = `
import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  writeSync(2, 'loads ' + url + '\\n');
  return next(url, context);
}`;
/** Modules that `require` loads are not seen by the hook: they are listed at the end. */
const registering = `
import { writeSync } from 'node:fs';
import { createRequire, register } from 'node:module';
const { cache } = createRequire('/');
process.on('exit', () => {
  for (const path of Object.keys(cache)) writeSync(2, 'loads file://' + path + '\\n');
});
register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hook))});`;

/** A finished program. */
export interface LoadedModules {
  readonly stdout: string;
  readonly exitCode: number;
  /** The paths of the modules that it loaded, each once. */
  readonly modules: readonly string[];
}

/**
 * Runs `wdh`, or another program, from its sources, and lists the modules that it loads.
 *
 * @param variables - Environment variables that are added.
 */
export async function modulesOf(
  args: readonly string[],
  {
    program = wdh,
    variables = {},
  }: { readonly program?: string; readonly variables?: NodeJS.ProcessEnv } = {},
): Promise<LoadedModules> {
  const imports = [
    import.meta.resolve('tsx'),
    `data:text/javascript,${encodeURIComponent(registering)}`,
  ];
  const options = ['--conditions=@wdh/source', ...imports.map((url) => `--import=${url}`)];
  const { stdout, stderr, code } = await promisify(execFile)(
    process.execPath,
    [...options, program, ...args],
    { env: { ...readEnvironment(), ...variables }, maxBuffer: 10_000_000 },
  ).then(
    (done) => ({ ...done, code: 0 }),
    (error: unknown) => error as { stdout: string; stderr: string; code: number },
  );
  const loads = stderr.matchAll(/^loads file:\/\/([^\s?]+)/gm);
  const modules = new Set([...loads].map(([, path = '']) => path));
  return {
    stdout,
    exitCode: code,
    modules: [...modules].filter((path) => !/\/node_modules\/(?:tsx|esbuild)\//.test(path)),
  };
}
