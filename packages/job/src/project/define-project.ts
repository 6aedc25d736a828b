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

/** Names of jobs that every project has: a recorded run of one must not become a run of another. */
const builtInNames: ReadonlySet<string> = new Set(['load']);

/**
 * Registers the jobs of a project: the command, workers, schedules and the console share it.
 *
 * @throws WdhError `PROJECT_INVALID` (usage) when two jobs have one name, or one has that of a
 * built-in job.
 * @example export default defineProject({ jobs: [wildlifeStrikes] });
 */
export function defineProject({ jobs, database, inputs = [] }: ProjectDeclaration): Project {
  const byName = new Map<string, Job>();
  for (const job of jobs) {
    const { name } = job;
    if (byName.has(name))
      throw invalid(`Two jobs are called "${name}": rename one, or list it once.`);
    if (builtInNames.has(name)) {
      throw invalid(
        `A job is called "${name}", the name of the job behind wdh ${name}: rename it.`,
      );
    }
    byName.set(name, job);
  }
  return Object.freeze({ jobs: byName, database: database ?? null, inputs });
}

function invalid(summary: string): WdhError {
  return new WdhError(summary, { code: 'PROJECT_INVALID', category: 'usage' });
}
