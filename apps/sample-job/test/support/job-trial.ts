import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JobSummary } from '@wdh/cli';
import { readEnvironment } from '@wdh/config';
import { type ProcessEnd, type ProcessLimits, RunningProcess } from '@wdh/fault-injection';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { bundleOf } from './programs.js';
import { openWorkplace, type Workplace } from './workplace.js';

const entry = fileURLToPath(bundleOf('main'));

/** The result of a run and its summary. */
export interface Trial extends ProcessEnd {
  /** Null if the run wrote none. */
  readonly summary: JobSummary | null;
}

/** Options of a run in a trial. */
export interface TrialOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: ProcessLimits;
  /** A file to which the standard output is redirected. */
  readonly stdoutFile?: string;
  /** Default `summary.json`. */
  readonly summaryFile?: string;
  /** A run that takes longer fails the test. Default 60 s. */
  readonly deadlineMs?: number;
}

/** Runs the job on the files of a test; each test has an empty target. */
export class JobTrial {
  #place: Workplace | null = null;

  /** Opens a database and a folder for the tests of a file, and empties both before each. */
  static inThisFile(): JobTrial {
    const trial = new JobTrial();
    beforeAll(async () => {
      trial.#place = await openWorkplace(inject('serverUrl'));
    });
    beforeEach(() => trial.place.clear());
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

  get databaseUrl(): string {
    return this.place.databaseUrl;
  }

  path(name: string): string {
    return join(this.place.folder, name);
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await writeFile(this.path(name), content);
  }

  /** Writes `in.csv` and loads it; the error threshold is 1 unless the arguments set it. */
  async load(content: string | Uint8Array, options: TrialOptions = {}): Promise<Trial> {
    await this.write('in.csv', content);
    const { args: own = [] } = options;
    const threshold = own.includes('--error-threshold') ? [] : ['--error-threshold', '1'];
    const args = ['--input', 'in.csv', ...threshold, ...own];
    return this.run({ ...options, args });
  }

  /** Runs the job to its end, or to the deadline. */
  async run(options: TrialOptions = {}): Promise<Trial> {
    await using job = this.start(options);
    return await this.endOf(job, options);
  }

  /** Starts the job, so that the test can observe and kill it. */
  start(options: TrialOptions = {}): RunningProcess {
    const { args = [], env, limits, stdoutFile, summaryFile = 'summary.json' } = options;
    const { PATH = '', HOME = '' } = readEnvironment();
    return RunningProcess.start([entry, ...args, '--summary-file', summaryFile], {
      cwd: this.place.folder,
      env: { PATH, HOME, DATABASE_URL: this.databaseUrl, ...env },
      ...(limits === undefined ? {} : { limits }),
      ...(stdoutFile === undefined ? {} : { stdoutFile }),
    });
  }

  /** Waits for the end of a run. @throws DeadlineExceededError */
  async endOf(job: RunningProcess, options: TrialOptions = {}): Promise<Trial> {
    const end = await job.end(options.deadlineMs ?? 60_000);
    return { ...end, summary: await this.#readSummary(options.summaryFile ?? 'summary.json') };
  }

  /** Everything in the folder, by name. */
  async files(): Promise<readonly string[]> {
    return (await readdir(this.place.folder, { recursive: true })).toSorted();
  }

  async #readSummary(name: string): Promise<JobSummary | null> {
    const text = await readFile(this.path(name), 'utf8').catch(() => '');
    return text.startsWith('{') ? (JSON.parse(text) as JobSummary) : null;
  }
}
