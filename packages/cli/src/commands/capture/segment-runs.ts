import { noRows, runJob, type Feed, type RowCounts, type RunHost, type RunRequest } from '@wdh/job';

/** What the runs of a capture share. */
export interface SegmentRunsOptions {
  readonly feed: Feed;
  readonly request: RunRequest;
  readonly host: RunHost;
}

/** Runs the job of a feed for each segment, and adds up the rows. */
export class SegmentRuns {
  readonly #options: SegmentRunsOptions;
  #rows: RowCounts = noRows;
  #skipped = 0;
  #hasMigrated = false;

  constructor(options: SegmentRunsOptions) {
    this.#options = options;
  }

  /** The rows of all runs. */
  get rows(): RowCounts {
    return this.#rows;
  }

  /** The segments that an earlier capture had loaded. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Loads a segment. @throws the error of its run */
  readonly load = async (path: string): Promise<void> => {
    const { feed, request, host } = this.#options;
    const outcome = await runJob(
      feed.job,
      { ...request, input: path },
      {
        ...host,
        migrate: !this.#hasMigrated,
        trigger: 'command',
        requestedBy: `wdh capture ${feed.name}`,
      },
    );
    const { error } = outcome;
    if (error !== null) throw error instanceof Error ? error : new Error('The run failed.');
    this.#hasMigrated = true;
    if (outcome.status === 'skipped') this.#skipped += 1;
    else this.#rows = sumOf(this.#rows, outcome.rows);
  };
}

function sumOf(one: RowCounts, two: RowCounts): RowCounts {
  const names = Object.keys(noRows) as (keyof RowCounts)[];
  const sums = names.map((name) => [name, one[name] + two[name]] as const);
  return Object.fromEntries(sums) as { [Name in keyof RowCounts]: number };
}
