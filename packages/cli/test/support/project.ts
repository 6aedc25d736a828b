import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wdh, type CommandResult } from './start-wdh.js';

/** A folder with files in which the command runs, without a database. */
export interface ProjectFolder extends AsyncDisposable {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs `wdh` in the folder. */
  run(...args: string[]): Promise<CommandResult>;
  /** Runs `wdh` in a folder below it. */
  runIn(path: string, ...args: string[]): Promise<CommandResult>;
}

/** Creates a folder with files, by their paths. */
export async function openProjectFolder(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<ProjectFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-project-'));
  const write = async (more: Readonly<Record<string, string>>): Promise<void> => {
    for (const [path, text] of Object.entries(more)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  };
  await write(files);
  return {
    folder,
    write,
    run: (...args) => wdh(args, { cwd: folder, env }),
    runIn: (path, ...args) => wdh(args, { cwd: join(folder, path), env }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** A file that declares a job with columns id and name into `public.NAME`. */
export function jobFile(name: string): string {
  return `import { csv, defineJob } from '@wdh/job';

export const ${name} = defineJob({
  name: '${name}',
  source: csv({ columns: ['id', 'name'] }),
  steps: (rows) => rows,
  into: 'public.${name}',
  mode: 'upsert',
  keys: ['id'],
});
`;
}

/** Writes a project that imports the packages of this workspace, and other files by their paths. */
export async function writeProject(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
  await symlink(modules, join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
