import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';
import { findProjectFile } from '../project/find-project-file.js';
import { jobVersions } from './companion-versions.js';
import type { JobNames } from './job-names.js';
import type { JobSurroundings } from './job-plan.js';

/** Where a new job is written. Paths are absolute. */
export interface JobPlace {
  /** The workspace, the project, or the working folder where there is neither. */
  readonly root: string;
  /** The folder of the job; it must not exist. */
  readonly folder: string;
  readonly projectFile: string;
  /** The text of the project's file; null if it does not exist yet. */
  readonly projectText: string | null;
  readonly surroundings: JobSurroundings;
}

interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] } | null;
}

/**
 * Finds the place of a new job: `apps/<name>` of an Nx workspace, `<name>` in the working folder
 * elsewhere. It is registered in the project's file; a missing one is created in the workspace,
 * beside the nearest package.json, or in the folder of the job.
 *
 * @throws WdhError `WORKSPACE_INVALID` (usage)
 */
export async function jobPlace(cwd: string, { folder: name }: JobNames): Promise<JobPlace> {
  const found = await findProjectFile(cwd);
  const projectText = found === null ? null : await readFile(found, 'utf8');
  const workspace = await folderAbove(cwd, 'nx.json');
  const versions = jobVersions();
  if (workspace === null) {
    const folder = join(cwd, name);
    const root = (await folderAbove(cwd, 'package.json')) ?? folder;
    const surroundings = { layout: 'folder', scope: null, isPackageFound: true, versions } as const;
    const projectFile = found ?? join(root, 'wdh.config.ts');
    return { root: root === folder ? cwd : root, folder, projectFile, projectText, surroundings };
  }
  const nx = await readJson<{ readonly workspaceLayout?: { readonly appsDir?: string } }>(
    join(workspace, 'nx.json'),
  );
  const folder = join(workspace, nx.workspaceLayout?.appsDir ?? 'apps', name);
  const manifest = await readJson<Manifest>(join(workspace, 'package.json'));
  const hasPresets = await exists(join(workspace, 'tools/vitest/package-tests.ts'));
  return {
    root: workspace,
    folder,
    projectFile: found ?? join(workspace, 'wdh.config.ts'),
    projectText,
    surroundings: {
      layout: hasPresets ? 'presets' : 'nx',
      scope: /^(@[^/]+)\//.exec(manifest.name ?? '')?.[1] ?? null,
      isPackageFound: isMember(manifest, relative(workspace, folder).split(sep).join('/')),
      versions,
    },
  };
}

/** Returns the path by which the project's file imports the declaration of the job. */
export function moduleOf({ projectFile, folder }: JobPlace): string {
  const path = relative(dirname(projectFile), join(folder, 'src', 'job.js'))
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** Whether something is there, links are followed. */
async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function folderAbove(folder: string, file: string): Promise<string | null> {
  if (await exists(join(folder, file))) return folder;
  const above = dirname(folder);
  return above === folder ? null : folderAbove(above, file);
}

/** Whether the workspaces of a package.json include a folder: `apps/*`, `apps/**` or its path. */
function isMember({ workspaces }: Manifest, folder: string): boolean {
  const patterns = Array.isArray(workspaces)
    ? (workspaces as readonly string[])
    : ((workspaces as { readonly packages?: readonly string[] } | null)?.packages ?? []);
  const parent = dirname(folder);
  return [`${parent}/*`, `${parent}/**`, '*/*', '**', folder].some((pattern) =>
    patterns.some((given) => given.replace(/^\.\/|\/$/g, '') === pattern),
  );
}

/** Reads an object of JSON; a missing file is an empty one. */
async function readJson<Content extends object>(path: string): Promise<Partial<Content>> {
  if (!(await exists(path))) return {};
  try {
    return Object(JSON.parse(await readFile(path, 'utf8'))) as Content;
  } catch (cause) {
    throw new WdhError(
      `${path} cannot be read as JSON without comments, so the place of the job is not known. Correct it.`,
      { code: 'WORKSPACE_INVALID', category: 'usage', cause },
    );
  }
}
