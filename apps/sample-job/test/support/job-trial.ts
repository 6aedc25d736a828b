import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import type { JobSummary } from '../../src/cli/job-summary.js';
import { startJob, type Outcome, type RunningJob } from './run-job.js';
import { openWorkplace, type Workplace } from './workplace.js';

/** What a run left behind, and what it says of itself. */
export interface Trial extends Outcome {
  /** Null where the run wrote none. */
  readonly summary: JobSummary | null;
}

/** How a run of a trial differs from the ordinary one. */
export interface TrialOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Longer than this is a hang. Default 20 s. */
  readonly deadlineMs?: number;
}

/** Runs the job on files of one's own, each test on an empty target. */
export class JobTrial {
  #place: Workplace | null = null;

  /** Opens a database and a folder for the tests of a file, and empties both before each. */
  static inThisFile(): JobTrial {
    const trial = new JobTrial();
    beforeAll(async () => {
      trial.#place = await openWorkplace(inject('serverUrl'));
    });
    beforeEach(() => trial.#clear());
    afterAll(() => trial.place[Symbol.asyncDispose]());
    return trial;
  }

  get place(): Workplace {
    if (this.#place === null) throw new Error('The trial is open while tests run.');
    return this.#place;
  }

  get sql(): Sql {
    return this.place.sql;
  }

  path(name: string): string {
    return join(this.place.folder, name);
  }

  /** Writes a file and loads it; one bad row more or less is no reason to fail. */
  async load(content: string | Uint8Array, options: TrialOptions = {}): Promise<Trial> {
    await writeFile(this.path('in.csv'), content);
    const args = ['--input', 'in.csv', '--error-threshold', '1', ...(options.args ?? [])];
    return this.run({ ...options, args });
  }

  /** Runs the job to its end, or to the deadline. */
  async run(options: TrialOptions = {}): Promise<Trial> {
    const job = this.start(options);
    return this.end(job, options.deadlineMs);
  }

  start({ args = [], env = {} }: TrialOptions = {}): RunningJob {
    const { folder, databaseUrl } = this.place;
    const surroundings = { cwd: folder, env: { DATABASE_URL: databaseUrl, ...env } };
    return startJob([...args, '--summary-file', 'summary.json'], surroundings);
  }

  /** Waits for the end of a run. */
  async end({ child, outcome }: RunningJob, deadlineMs = 20_000): Promise<Trial> {
    const timer = new AbortController();
    const hang = delay(deadlineMs, null, { signal: timer.signal }).then(() => {
      child.kill('SIGKILL');
      throw new Error(`The job did not end within ${deadlineMs} ms.`);
    });
    hang.catch(() => undefined);
    const ended = await Promise.race([outcome, hang]);
    timer.abort();
    return { ...ended, summary: await this.#readSummary() };
  }

  /** Everything in the folder, by name. */
  async files(): Promise<readonly string[]> {
    return (await readdir(this.place.folder, { recursive: true })).toSorted();
  }

  async #readSummary(): Promise<JobSummary | null> {
    const text = await readFile(this.path('summary.json'), 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as JobSummary);
  }

  async #clear(): Promise<void> {
    for (const name of await readdir(this.place.folder)) {
      await rm(this.path(name), { recursive: true });
    }
    const [tables] = await this.sql<{ names: string | null }[]>`
      select string_agg(format('%I.%I', schemaname, relname), ', ') as names
      from pg_stat_user_tables where schemaname = 'public' and relname <> 'schema_migrations'`;
    if (typeof tables?.names === 'string') await this.sql.unsafe(`truncate ${tables.names}`);
  }
}
