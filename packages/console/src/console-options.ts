import type { BudgetReader, BudgetStatus } from '@wdh/budget';
import type { Project } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { Queue } from '@wdh/queue';
import type { Runs, StoredReject } from '@wdh/runs';
import type { ConsoleAuth } from './access/console-auth.js';
import type { Visitor } from './access/visitor.js';
import type { StreamCaps } from './live/streams/stream-counts.js';

/** How this process runs jobs itself. */
export interface LaunchOptions {
  /** Contains the password; never logged. */
  readonly connectionUrl: string;
  /** Most runs at the same time, the others wait. Default 2. */
  readonly parallel?: number | undefined;
}

/** What the console reads of the budgets: `openBudget` has it. */
export interface ConsoleBudgets extends BudgetReader {
  /** Returns the budgets of all tenants, or of one, by their ids. */
  listTenants(options?: { readonly tenant?: string | undefined }): Promise<readonly BudgetStatus[]>;
}

/** Options of `createConsole`. */
export interface ConsoleOptions {
  /** The records of the runs. */
  readonly runs: Runs;
  /** The jobs, schedules and watched folders. */
  readonly project: Pick<Project, 'jobs' | 'schedules' | 'watches' | 'inputs'>;
  /**
   * The database of the records, for the sessions of the console, with a limit on the time of a
   * statement. It is not closed.
   */
  readonly database: Queryable;
  /** Where runs are loaded that this process runs itself; contains the password. Absent with a queue. */
  readonly launch?: LaunchOptions | undefined;
  /** Runs are submitted to it, and a worker runs them. Default: this process runs them. */
  readonly queue?: Queue | undefined;
  /** What tenants may spend on paid calls. It is not closed. Default: the console has no page of budgets. */
  readonly budgets?: ConsoleBudgets | undefined;
  readonly auth: ConsoleAuth;
  /** Most bytes of an uploaded file. Default 1,000,000,000. */
  readonly uploadLimitBytes?: number | undefined;
  /**
   * Changes what visitors see of a rejected row, on the page and in exports, such as columns that they
   * must not see, or messages of a job. Values are masked after it for visitors without the role
   * `data`. Default: nothing.
   */
  readonly maskReject?:
    ((reject: StoredReject, visitor: Pick<Visitor, 'user' | 'roles'>) => StoredReject) | undefined;
  /** Most live views at the same time. Default: 20 of a session, 500 in all. */
  readonly streams?: StreamCaps | undefined;
  /** Path below which the console answers, such as `/wdh`. Default: that of `publicUrl`, or the root. */
  readonly basePath?: string | undefined;
  /**
   * Address at which people open the console, such as `https://wdh.example.org/wdh`: requests for its
   * host are answered, and https says that TLS is in front. Default: only names of this machine, such as
   * `localhost`.
   */
  readonly publicUrl?: string | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}
