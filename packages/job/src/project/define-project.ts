import { WdhError } from '@wdh/pipeline-core';
import type { Job } from '../declare/job.js';

/** What a project declares in `wdh.config.ts`. */
export interface ProjectDeclaration {
  readonly jobs: readonly Job[];
  /**
   * The database of its runs: a connection URL. Default: the setting DATABASE_URL, which is the
   * right place for a password.
   */
  readonly database?: string | undefined;
  /** Folders below which inputs may be chosen by callers that are not trusted, such as a page. */
  readonly inputs?: readonly string[] | undefined;
}

/** The jobs of a project by name, with what they share. */
export interface Project {
  readonly jobs: ReadonlyMap<string, Job>;
  readonly database: string | null;
  readonly inputs: readonly string[];
}

/**
 * Registers the jobs of a project: the command, workers, schedules and the console share it.
 *
 * @throws WdhError `PROJECT_INVALID` (usage) when two jobs have one name.
 * @example export default defineProject({ jobs: [wildlifeStrikes] });
 */
export function defineProject({ jobs, database, inputs = [] }: ProjectDeclaration): Project {
  const byName = new Map<string, Job>();
  for (const job of jobs) {
    if (byName.has(job.name)) {
      throw new WdhError(`Two jobs are called "${job.name}": rename one, or list it once.`, {
        code: 'PROJECT_INVALID',
        category: 'usage',
      });
    }
    byName.set(job.name, job);
  }
  return Object.freeze({ jobs: byName, database: database ?? null, inputs });
}
