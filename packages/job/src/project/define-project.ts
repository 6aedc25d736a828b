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
 * @throws WdhError `PROJECT_INVALID` (usage) when two jobs have one name, one has that of a built-in
 *   job, or one is not a job.
 * @example export default defineProject({ jobs: [wildlifeStrikes] });
 */
export function defineProject(declaration: ProjectDeclaration): Project {
  checkProject(declaration);
  const { jobs, database, inputs = [] } = declaration;
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

/** Nothing has checked the types of a file that the command loads. */
function checkProject(declaration: unknown): void {
  const { jobs, database } = Object(declaration) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(jobs))
    throw invalid('Its jobs must be a list: defineProject({ jobs: [...] }).');
  const at = jobs.findIndex((job: unknown) => !isJob(job));
  if (at >= 0) {
    const advice = 'use what defineJob returns, and check the name that is imported';
    throw invalid(`Entry ${at + 1} of its jobs is not a job: ${advice}.`);
  }
  if (database !== undefined && typeof database !== 'string') {
    throw invalid('Its database must be a text: a connection URL.');
  }
}

function isJob(value: unknown): value is Job {
  const { name, plan } = Object(value) as Partial<Job>;
  return typeof name === 'string' && typeof plan === 'function';
}

function invalid(summary: string): WdhError {
  return new WdhError(summary, { code: 'PROJECT_INVALID', category: 'usage' });
}
