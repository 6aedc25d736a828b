import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';

const workspace = fileURLToPath(new URL('../../../../', import.meta.url));

/** An empty folder outside of every workspace, in which the packages of this one are installed. */
export interface JobFolders extends AsyncDisposable {
  readonly root: string;
  /** Compiles every file of the folder as strictly as this workspace; returns the errors. */
  typeErrors(): readonly string[];
  /** Runs the tests in the folder; throws with their output if one fails, returns it otherwise. */
  runTests(): Promise<string>;
}

/** Creates such a folder. */
export async function openJobFolders(): Promise<JobFolders> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'wdh-new-jobs-')));
  await symlink(join(workspace, 'node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'vitest.config.mjs'), vitestConfig);
  return {
    root,
    typeErrors: () => typeErrorsIn(root),
    runTests: async () => {
      const vitest = join(workspace, 'node_modules/vitest/vitest.mjs');
      const parts = [vitest, 'run', '--no-color'];
      const run = promisify(execFile)(process.execPath, parts, { cwd: root });
      const { stdout } = await run.catch((error: unknown) => {
        const { stdout: output = '', stderr = '' } = error as Partial<Record<string, string>>;
        throw new Error(`${output}${stderr}`);
      });
      return stdout;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  };
}

/** Imports of our packages resolve to their sources, as in the tests of this workspace. */
const vitestConfig = `const conditions = ['@wdh/source', 'module', 'node', 'development|production'];
export default {
  ssr: { resolve: { conditions } },
  test: { include: ['*/src/**/*.test.ts'] },
};
`;

function typeErrorsIn(root: string): readonly string[] {
  const base = ts.readConfigFile(join(workspace, 'tsconfig.base.json'), (path) =>
    ts.sys.readFile(path),
  );
  const include = { ...(base.config as object), include: ['*/src/**/*.ts', '**/wdh.config.ts'] };
  const { options, fileNames } = ts.parseJsonConfigFileContent(include, ts.sys, root);
  const typeRoots = [join(workspace, 'node_modules/@types')];
  const settings = { ...options, noEmit: true, composite: false, incremental: false, typeRoots };
  const program = ts.createProgram(fileNames, settings);
  const ofJobs = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(root));
  return ofJobs.flatMap((file) =>
    [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) =>
        `${file.fileName.slice(root.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    ),
  );
}
