import type { Project } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { Queue } from '@wdh/queue';
import type { Runs } from '@wdh/runs';
import type { Role } from './access/role.js';

/** Who may log in. */
export interface ConsoleAuth {
  /** A token logs in with its name and roles. */
  readonly tokens: readonly ConsoleToken[];
}

/** A secret that logs in. */
export interface ConsoleToken {
  /** Name of the user that it stands for, recorded with each action. */
  readonly name: string;
  /** At least 32 characters; never logged. */
  readonly token: string;
  readonly roles: readonly Role[];
}

/** Options of `createConsole`. */
export interface ConsoleOptions {
  /** The records of the runs. */
  readonly runs: Runs;
  /** The jobs, schedules and watched folders. */
  readonly project: Pick<Project, 'jobs' | 'schedules' | 'watches' | 'inputs'>;
  /** The database of the records, for the sessions of the console. It is not closed. */
  readonly database: Queryable;
  /** Where runs are loaded that this process runs itself; contains the password. Absent with a queue. */
  readonly launch?: { readonly connectionUrl: string } | undefined;
  /** Runs are submitted to it, and a worker runs them. Default: this process runs them. */
  readonly queue?: Queue | undefined;
  readonly auth: ConsoleAuth;
  /** Path below which the console answers, such as `/wdh`. Default: the root. */
  readonly basePath?: string | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}
