import type { Project } from '@wdh/job';
import type { WdhError } from '@wdh/pipeline-core';
import { findProjectFile, projectFileAt, projectNotFound } from './find-project-file.js';
import { importProject } from './import-project.js';
import { noProject, projectError } from './project-error.js';

/**
 * Reads the project of a folder: the jobs that `wdh.config.ts` registers. Null if there is none.
 *
 * @param named - The file that `--config` names; it must exist.
 * @throws WdhError `PROJECT_NOT_FOUND`, `PROJECT_NOT_LOADED` or `PROJECT_INVALID` (usage) that names
 *   file and line.
 */
export async function openProject(folder: string, named?: string): Promise<Project | null> {
  const file = named === undefined ? await findProjectFile(folder) : await projectFileAt(named);
  if (file === null) return null;
  const exported = await importProject(file).catch((error: unknown) => {
    throw projectError(file, error);
  });
  if (!isProject(exported)) throw noProject(file, exported);
  return exported;
}

/** The error of a command that needs a project where there is none. */
export function noProjectHere(folder: string): WdhError {
  return projectNotFound(
    `No wdh.config.ts was found in ${folder} or above`,
    'change to the folder of the project, name its file with --config, or start one with wdh new job',
  );
}

function isProject(value: unknown): value is Project {
  return (
    typeof value === 'object' &&
    value !== null &&
    'jobs' in value &&
    value.jobs instanceof Map &&
    'database' in value
  );
}
