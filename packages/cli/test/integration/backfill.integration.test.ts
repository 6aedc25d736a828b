import { join } from 'node:path';
import { csv, defineJob, months } from '@wdh/job';
import { openQueue, Worker } from '@wdh/queue';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonOf } from '../support/json-of.js';
import { jobFile, writeProject } from '../support/project.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

const config = `import { csv, defineJob, defineProject, months } from '@wdh/job';
import { people } from './people.js';

const base = {
  partitions: months({ from: '2024-01' }),
  source: csv({ columns: ['plan', 'amount'] }),
  steps: (rows) => rows,
  into: 'public.annuity',
};
const derived = ({ partition }) => new URL('in/' + partition + '.csv', import.meta.url);
const annuity = defineJob({ ...base, name: 'annuity', input: derived });
const named = defineJob({ ...base, name: 'named' });
const same = defineJob({ ...base, name: 'same', example: 'in/2024-01.csv' });
const future = defineJob({ ...base, name: 'future', partitions: months({ from: '9999-01' }), input: derived });

export default defineProject({ jobs: [people, annuity, named, same, future] });
`;

const keys = ['2024-01', '2024-02', '2024-03'];
const range = ['--from', '2024-01', '--to', '2024-03'];

beforeAll(async () => {
  await place.sql`create table annuity (plan text, amount integer)`;
  await writeProject(place.folder, {
    'wdh.config.ts': config,
    'people.ts': jobFile('people'),
    ...Object.fromEntries(
      keys.map((key, at) => [`in/${key}.csv`, `plan,amount\nA,${at + 1}\n`] as const),
    ),
  });
});

beforeEach(async () => {
  await place.sql`truncate annuity, pipeline_executions cascade`;
  const [queue] = await place.sql`select 1 from pg_namespace where nspname = 'wdh_queue'`;
  if (queue !== undefined) await place.sql`delete from wdh_queue.job`;
});

interface Backfill {
  readonly partitions: readonly {
    readonly partition: string;
    readonly was: string;
    readonly result: string;
    readonly run: string | null;
    readonly input: string;
  }[];
}

async function backfill(...args: readonly string[]): Promise<Backfill['partitions']> {
  const result = await place.run('backfill', ...args, '--json');
  expect({ args, ...result }).toMatchObject({ exitCode: 0 });
  return (jsonOf(result) as Backfill).partitions;
}

const results = (partitions: Backfill['partitions']): readonly string[] =>
  partitions.map(({ partition, was, result }) => `${partition} ${was} ${result}`);

const queuedRuns = () => place.sql<{ id: string; key: string; request: object }[]>`
  select execution_id as id, partition_key as key, request from pipeline_executions
  where status = 'queued' order by requested_at, partition_key`;

describe('wdh backfill through the queue', () => {
  // The first of the tests: the database has no queue yet.
  it('submits nothing without the schema of the queue, where it may not create it', async () => {
    const result = await place.run('backfill', 'annuity', '--to', '2024-01', '--no-migrate');
    expect(result).toMatchObject({ exitCode: 5 });
    expect(result.stderr).toContain('[QUEUE_SCHEMA_MISSING]');
    expect(await place.sql`select 1 from pipeline_executions`).toHaveLength(0);
  });

  it('submits one run for each partition, and a repetition doubles none', async () => {
    const first = await backfill('annuity', ...range);
    expect(results(first)).toEqual(keys.map((key) => `${key} missing queued`));
    const queued = await queuedRuns();
    expect(queued.map(({ key }) => key)).toEqual(keys);
    expect(queued.map(({ id }) => id).toSorted()).toEqual(first.map(({ run }) => run).toSorted());
    expect(queued[0]?.request).toMatchObject({ partition: '2024-01' });
    const again = await backfill('annuity', ...range);
    expect(results(again)).toEqual(keys.map((key) => `${key} queued duplicate`));
    expect(again.map(({ run }) => run)).toEqual(first.map(({ run }) => run));
    expect(await queuedRuns()).toHaveLength(3);
    expect(await place.sql`select 1 from wdh_queue.job where name = 'run/annuity'`).toHaveLength(3);
  });

  it('submits another request of a partition that waits, such as with force', async () => {
    await backfill('annuity', '--to', '2024-01');
    const forced = await backfill('annuity', '--to', '2024-01', '--force');
    expect(results(forced)).toEqual(['2024-01 queued queued']);
    expect(await queuedRuns()).toMatchObject([{}, { request: { force: true } }]);
  });

  it('submits with --missing what is neither loaded nor waiting', async () => {
    await backfill('annuity', '--to', '2024-01');
    const loaded = ['--partition', '2024-02', '--quiet'];
    expect((await place.run('run', 'annuity', ...loaded)).exitCode).toBe(0);
    const missing = await backfill('annuity', ...range, '--missing');
    expect(results(missing)).toEqual([
      '2024-01 queued left',
      '2024-02 success left',
      '2024-03 missing queued',
    ]);
  });

  it('shows with --dry-run what would be submitted, and submits nothing', async () => {
    const { exitCode, stdout } = await place.run(
      ...['backfill', 'named', ...range, '--dry-run', '--input', 'in/{partition}.csv'],
    );
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^partition +was +result +run +input$/);
    expect(lines[1]).toMatch(/^2024-01 +missing +to submit +/);
    expect(lines[1]).toContain(join(place.folder, 'in/2024-01.csv'));
    expect(lines.at(-1)).toBe('to submit: 3 partitions');
    expect(await place.sql`select 1 from pipeline_executions`).toHaveLength(0);
  });

  it('says once which files are not on this machine', async () => {
    const args = ['backfill', 'annuity', '--to', '2024-05', '--dry-run'];
    const { exitCode, stderr } = await place.run(...args);
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      `The files of 2 partitions are not on this machine, the first being ${join(place.folder, 'in/2024-04.csv')}. The runs need them where their workers run.\n`,
    );
  });

  it('is loaded by a worker, which skips a partition that is loaded already', async () => {
    const annuity = defineJob({
      name: 'annuity',
      partitions: months({ from: '2024-01' }),
      source: csv({ columns: ['plan', 'amount'] }),
      input: ({ partition }) => join(place.folder, `in/${partition}.csv`),
      steps: (rows) => rows,
      into: 'public.annuity',
    });
    await place.run('run', 'annuity', '--partition', '2024-02', '--quiet');
    await backfill('annuity', ...range);
    const queue = await openQueue({ connectionUrl: place.databaseUrl });
    const drain = new AbortController();
    const worker = new Worker({ queue, jobs: [annuity], concurrency: 2 });
    const running = worker.run({ drain: drain.signal });
    await expect
      .poll(
        () => place.sql`
          select partition_key || ' ' || status as run from pipeline_executions
          where trigger = 'queue' order by 1`,
      )
      .toEqual([
        { run: '2024-01 success' },
        { run: '2024-02 skipped' },
        { run: '2024-03 success' },
      ]);
    drain.abort();
    await running;
    await queue.close();
    expect(await place.sql`select amount from annuity order by 1`).toEqual([
      { amount: 1 },
      { amount: 2 },
      { amount: 3 },
    ]);
  });

  it('loads with --missing what a killed process left as running', async () => {
    await place.sql`
      insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at, status,
        target, load_mode, job_name, partition_key)
      values ('killed', 'annuity', '1', now(), 'running', 'public.annuity', 'append', 'annuity', '2024-01')`;
    const missing = await backfill('annuity', '--to', '2024-01', '--missing');
    expect(results(missing)).toEqual(['2024-01 failed queued']);
  });

  it('says that no partition is complete yet, and how the present one is loaded', async () => {
    expect(await backfill('future')).toEqual([]);
    const present = new Date().toISOString().slice(0, 7);
    const { exitCode, stdout } = await place.run('backfill', 'annuity', '--from', present);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The present one is loaded if --to names it.');
  });

  it.each([
    [['people'], '[PARTITION_INVALID] Job people has no partitions: declare them'],
    [['annuity', '--from', '2024-02', '--to', '2024-01'], 'Partition 2024-02 comes after 2024-01'],
    [['annuity', '--to', '9998-01'], 'that month has not begun'],
    [['annuity', ...range, '--input', 'in/2024-01.csv'], 'write {partition} in place of the key'],
    [['named', ...range], '[REQUEST_INVALID] Job named needs an input'],
    [['same', ...range], 'would read its example for every partition'],
    [['annuity', ...range, '--param', 'a=1'], '[PARAMETERS_INVALID]'],
    [['annuity', ...range, '--mode', 'replace'], 'mode replace would delete'],
  ])(
    'refuses %j with exit code 2, and submits nothing',
    { tags: ['full'] },
    async (args, message) => {
      const { exitCode, stderr } = await place.run('backfill', ...args);
      expect(stderr).toContain(message);
      expect(exitCode).toBe(2);
      expect(await place.sql`select 1 from pipeline_executions`).toHaveLength(0);
    },
  );
});
