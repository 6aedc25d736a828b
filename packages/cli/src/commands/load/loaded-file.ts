import type { RunOutcome } from '@wdh/job';
import type { LoadPlan } from './load-plan.js';

/** The result of one file. */
export interface LoadedFile {
  /** Null: it ended before the file was matched with its table. */
  readonly plan: LoadPlan | null;
  /** The statements of `--create`; null without it. */
  readonly ddl: string | null;
  readonly isTableNew: boolean;
  /** Null: nothing was run, as with `--create --dry-run` for a table that does not exist. */
  readonly outcome: RunOutcome | null;
}
