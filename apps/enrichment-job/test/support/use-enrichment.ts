import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBudget } from '@wdh/budget';
import { readEnvironment } from '@wdh/config';
import { RunningProcess, untilTrue } from '@wdh/fault-injection';
import { replayRun, runJob, type RunHost, type RunOutcome, type RunRequest } from '@wdh/job';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { tenant } from '../../src/example-budget.js';
import { enrichmentJob } from '../../src/job.js';
import { type Register, serveRegister } from '../../src/register/serve-register.js';

/** The sample: 1,000 companies. */
const sample = new URL('../../data/companies.csv', import.meta.url);

const program = fileURLToPath(new URL('../../test-results/programs/main.mjs', import.meta.url));

/** The job with a register and a database of its own, both empty before each test of a file. */
export class EnrichmentTrial {
  #folder = '';
  #database: TestDatabase | null = null;
  #sql: Sql | null = null;
  #register: Register | null = null;

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'wdh-enrichment-'));
    this.#database = await createTestDatabase(inject('serverUrl'));
    this.#sql = postgres(this.#database.url, { max: 2, onnotice: () => undefined });
  }

  async close(): Promise<void> {
    await this.#sql?.end();
    await this.#database?.drop();
    await rm(this.#folder, { recursive: true });
  }

  async startRegister(): Promise<void> {
    this.#register = await serveRegister({ delayMs: 1 });
  }

  async clear(): Promise<void> {
    await this.#register?.[Symbol.asyncDispose]();
    await this
      .sql`truncate companies, pipeline_executions, tenant_configs, budget_store_values cascade`;
  }

  get sql(): Sql {
    if (this.#sql === null) throw new Error('The database is open while tests run.');
    return this.#sql;
  }

  get connectionUrl(): string {
    return this.#database?.url ?? '';
  }

  get register(): Register {
    if (this.#register === null) throw new Error('The register answers while tests run.');
    return this.#register;
  }

  /** Runs the job in this process; the sample unless the request names an input. */
  run(
    params: Record<string, unknown> = {},
    request: RunRequest = {},
    host: Partial<RunHost> = {},
  ): Promise<RunOutcome> {
    const asked = { ...request, params: { register: this.register.origin, ...params } };
    return runJob(enrichmentJob, asked, { ...this.#host, ...host });
  }

  /** Replays the rejected rows of a run. */
  replay(executionId: string): ReturnType<typeof replayRun> {
    return replayRun(enrichmentJob, executionId, this.#host);
  }

  /** Starts the job as a program. */
  start(...args: readonly string[]): RunningProcess {
    const { PATH = '', HOME = '' } = readEnvironment();
    const register = ['--param', `register=${this.register.origin}`];
    return RunningProcess.start([program, ...register, ...args], {
      cwd: this.#folder,
      env: { PATH, HOME, DATABASE_URL: this.connectionUrl },
    });
  }

  /** Writes a file; returns its path. */
  async write(name: string, content: string): Promise<string> {
    const path = join(this.#folder, name);
    await writeFile(path, content);
    return path;
  }

  /** Writes the sample as several files, whose companies differ; returns their paths. */
  async split(parts: number): Promise<readonly string[]> {
    const [header = '', ...records] = (await readFile(sample, 'utf8')).trimEnd().split('\n');
    const size = records.length / parts;
    return Promise.all(
      Array.from({ length: parts }, (_, part) => {
        const own = records.slice(part * size, (part + 1) * size);
        return this.write(`companies-${part}.csv`, `${[header, ...own].join('\n')}\n`);
      }),
    );
  }

  /** Lets the reservations of a dead process expire at once, once the server has ended its sessions. */
  async expireReservations(): Promise<void> {
    const sessions = async () => {
      const found = await this.sql`
        select from pg_stat_activity
        where datname = current_database() and application_name like 'wdh%'`;
      return found.length === 0;
    };
    await untilTrue(sessions, 30_000, 'the end of the sessions');
    await this.sql`update budget_reservations set expires_at = clock_timestamp()`;
    await this.sql`update budget_balances set expires_from = clock_timestamp()`;
  }

  /** Raises the budget of the tenant. */
  async allow(maxBudget: string): Promise<void> {
    const budget = openBudget({ connectionUrl: this.connectionUrl });
    await budget.configureTenant(tenant, { maxBudget });
    await budget.close();
  }

  get #host(): RunHost {
    return { connectionUrl: this.connectionUrl };
  }
}

/** Opens a trial before the tests of a file, with an empty database and register for each. */
export function useEnrichment(): EnrichmentTrial {
  const trial = new EnrichmentTrial();
  beforeAll(() => trial.open());
  beforeEach(() => trial.startRegister());
  afterEach(() => trial.clear());
  afterAll(() => trial.close());
  return trial;
}
