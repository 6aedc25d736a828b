import { isJob } from '../declare/is-job.js';
import type { Job } from '../declare/job.js';
import type { Feed } from '../feeds/feed.js';
import type { Schedule } from '../schedules/schedule.js';
import type { Watch } from '../watches/watch.js';
import { type InputFolder, type InputFolderDeclaration, inputFolders } from './input-folder.js';
import { projectInvalid as invalid } from './project-invalid.js';
import { startersByName } from './starters-by-name.js';

/** What a project declares in `wdh.config.ts`. */
export interface ProjectDeclaration {
  readonly jobs: readonly Job[];
  /** The feeds that `wdh capture` follows; their jobs must be among the jobs. Default: none. */
  readonly feeds?: readonly Feed[] | undefined;
  /** The times at which workers start runs; their jobs must be among the jobs. Default: none. */
  readonly schedules?: readonly Schedule[] | undefined;
  /** The folders whose files workers load; their jobs must be among the jobs. Default: none. */
  readonly watches?: readonly Watch[] | undefined;
  /**
   * The database of its runs: a connection URL. Default: the setting DATABASE_URL, which is the
   * right place for a password.
   */
  readonly database?: string | undefined;
  /**
   * Folders below which inputs may be chosen by callers that are not trusted, such as a page; one with
   * `uploads` also takes new files from them. Default: none.
   */
  readonly inputs?: readonly InputFolderDeclaration[] | undefined;
}

/** The jobs, feeds, schedules and watched folders of a project by name, with what they share. */
export interface Project {
  readonly jobs: ReadonlyMap<string, Job>;
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly watches: ReadonlyMap<string, Watch>;
  readonly database: string | null;
  readonly inputs: readonly InputFolder[];
}

/** Names of jobs that every project has: a recorded run of one must not become a run of another. */
const builtInNames: ReadonlySet<string> = new Set(['load']);

const kinds = {
  feed: { one: 'feed', many: 'feeds', maker: 'defineFeed', methods: ['urlOf'] },
  schedule: {
    ...{ one: 'schedule', many: 'schedules', maker: 'defineSchedule' },
    methods: ['requestAt', 'nextAfter'],
  },
  watch: {
    ...{ one: 'watch', many: 'watches', maker: 'defineWatch' },
    methods: ['match', 'requestOf'],
  },
};

/**
 * Registers the jobs, feeds, schedules and watched folders of a project: the command, workers and the console
 * share it.
 *
 * @throws WdhError `PROJECT_INVALID` (usage) when two jobs, feeds, schedules or watches have one name, a job
 *   has that of a built-in one, the job of another entry is not listed, or an entry is something else.
 * @example
 * export default defineProject({
 *   jobs: [wildlifeStrikes],
 *   inputs: ['data', { folder: 'inbox', uploads: true }],
 * });
 */
export function defineProject(declaration: ProjectDeclaration): Project {
  checkProject(declaration);
  const { jobs, feeds = [], schedules = [], watches = [], database, inputs = [] } = declaration;
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
  return Object.freeze({
    jobs: byName,
    feeds: startersByName(kinds.feed, feeds, byName),
    schedules: startersByName(kinds.schedule, schedules, byName),
    watches: startersByName(kinds.watch, watches, byName),
    database: database ?? null,
    inputs: inputFolders(inputs),
  });
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
