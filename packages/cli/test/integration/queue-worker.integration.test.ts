import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeProject } from '../support/project.js';
import { startWorker } from '../support/start-worker.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

const config = `import { csv, defineJob, defineProject } from '@wdh/job';
import { rowStep, validateRows } from '@wdh/pipeline-core';
import * as v from 'valibot';

const schema = v.object({ id: v.pipe(v.string(), v.toNumber(), v.integer()), name: v.string() });
const job = (name, step = rowStep('keep', (row) => row)) =>
  defineJob({
    name,
    source: csv({ columns: ['id', 'name'] }),
    steps: (rows) => rows.addStep(validateRows(schema, { name: 'validate' })).addStep(step),
    into: 'public.' + name,
    mode: 'upsert',
    keys: ['id'],
  });
const stray = rowStep('throw_later', (row) => {
  setTimeout(() => { throw new Error('the value ' + row.name); });
  return row;
});
export default defineProject({ jobs: [job('people'), job('slow'), job('stray', stray)] });
`;

beforeAll(async () => {
  await place.sql.unsafe(`
    create table people (id integer primary key, name text not null);
    create table stray (id integer primary key, name text not null);
    create table slow (id integer primary key, name text not null);
    create function wait() returns trigger language plpgsql as
      $$ begin perform pg_sleep(600); return new; end $$;
    create trigger slow before insert on slow for each row execute function wait();`);
  await writeProject(place.folder, {
    'wdh.config.ts': config,
    'in/a.csv': 'id,name\n1,Ada\n2,Bob\n',
    'in/b.csv': 'id,name\n3,Cid\n',
    'bad.csv': 'id,name\nx,Dan\n',
  });
});

const json = (text: string): unknown => JSON.parse(text) as unknown;

describe('a worker', () => {
  it('says at its start what it takes, with how many connections, from which database', async () => {
    await using worker = await startWorker(place, '--jobs', 'people', '--concurrency', '3');
    expect(worker.stderr).toContain('Worker for people: up to 3 runs at the same time\n');
    expect(worker.stderr).toMatch(
      /connections +up to 11: 2 x 3 runs \+ 3 for the queue \+ 2 to listen/,
    );
    const { host, pathname } = new URL(place.databaseUrl);
    expect(worker.stderr).toMatch(new RegExp(`database +.*${host}${pathname}\n`));
    expect(worker.stderr).not.toContain(new URL(place.databaseUrl).password || 'password');
    worker.signal('SIGTERM');
    expect(await worker.end(60_000)).toMatchObject({ code: 0 });
  });

  it('runs what is submitted, and the command that waits ends as the run does', async () => {
    await using worker = await startWorker(place, '--health-port', '0');
    const [, health = ''] = /health +(http:\S+)\n/.exec(worker.stderr) ?? [];
    await expect.poll(async () => (await fetch(health)).status).toBe(200);
    const several = await place.run('submit', 'people', '--input', 'in/*.csv', '--wait');
    expect(several).toMatchObject({ exitCode: 0 });
    expect(several.stdout).toMatch(/a\.csv +success +2 +2 +0 /);
    expect(several.stdout).toMatch(/b\.csv +success +1 +1 +0 /);
    const names = await place.sql`select name from people order by id`;
    expect(names.map(({ name }) => name as string)).toEqual(['Ada', 'Bob', 'Cid']);

    const again = await place.run('submit', 'people', '--input', 'in/a.csv', '--wait', '--json');
    expect(again.exitCode).toBe(0);
    expect(json(again.stdout)).toMatchObject({ status: 'done', runs: [{ status: 'skipped' }] });

    const bad = await place.run('submit', 'people', '--input', 'bad.csv', '--wait');
    expect(bad.exitCode).toBe(4);
    expect(bad.stdout).toContain('failed: nothing was loaded');
    expect(worker.stdout.match(/"event":"worker\.run\.ended"/g)).toHaveLength(4);
  });

  it('shows a dead run with what to do, and runs it again once its cause is repaired', async () => {
    const { dead } = json((await place.run('queue', '--json')).stdout) as {
      readonly dead: readonly { readonly executionId: string }[];
    };
    const [{ executionId: id } = { executionId: '' }] = dead;
    const shown = await place.run('queue');
    expect(shown.stdout).toMatch(/people .* 1\n/);
    expect(shown.stdout).toContain(
      `See one with wdh show ${id}, correct the cause, then wdh requeue`,
    );
    await writeFile(join(place.folder, 'bad.csv'), 'id,name\n4,Dan\n');
    expect(await place.run('requeue', '--all-dead')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Add --yes') as string,
    });
    const back = await place.run('requeue', '--all-dead', '--yes');
    expect(back).toMatchObject({ exitCode: 0, stdout: `${id} is queued again\n` });
    await using worker = await startWorker(place);
    await expect
      .poll(async () => (await place.sql`select name from people where id = 4`).length)
      .toBe(1);
    worker.signal('SIGTERM');
    expect(await worker.end(60_000)).toMatchObject({ code: 0 });
    const none = await place.run('requeue', '--all-dead', '--json');
    expect(json(none.stdout)).toEqual({ runs: [] });
    const refused = await place.run('requeue', id);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain('RUN_NOT_REQUEUEABLE');
  });

  it('gives back at the first signal what does not end in time, and ends at once at the second', async () => {
    const submitted = await place.run('submit', 'slow', '--input', 'in/a.csv', '--json');
    const { runs } = json(submitted.stdout) as {
      readonly runs: [{ readonly executionId: string }];
    };
    const id = runs[0].executionId;
    const statusOf = async () =>
      (await place.sql`select status from pipeline_executions where execution_id = ${id}`)[0]?.[
        'status'
      ] as string;
    const first = await startWorker(place, '--drain-seconds', '0');
    await expect.poll(statusOf).toBe('running');
    const shown = await place.run('queue');
    expect(shown.stdout).toMatch(new RegExp(`${id} +slow .* ${first.pid} on `));
    first.signal('SIGTERM');
    expect(await first.end(60_000)).toMatchObject({ code: 0 });
    expect(await statusOf()).toBe('queued');
    expect((await place.run('show', id)).stdout).toContain('it waits for another delivery');

    await using second = await startWorker(place, '--drain-seconds', '600', '--json');
    await expect.poll(statusOf).toBe('running');
    second.signal('SIGTERM');
    await second.untilPrinted('"event":"worker.draining","running":1');
    second.signal('SIGTERM');
    const { code, stdout } = await second.end(60_000);
    expect(code).toBe(143);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => (json(line) as { event: string }).event);
    expect(events).toEqual(['worker.started', 'worker.draining']);
  });

  it('ends with its runs where a job throws outside of any await, and says where', async () => {
    await using worker = await startWorker(place, '--jobs', 'stray', '--drain-seconds', '600');
    await place.run('submit', 'stray', '--input', 'in/b.csv');
    const { code, stdout, stderr } = await worker.end(60_000);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\[UNCAUGHT_EXCEPTION\] .* so the worker ended\./m);
    const entry = stdout.split('\n').find((line) => line.includes('worker.stray_exception'));
    expect(entry).toMatch(/wdh\.config\.ts:\d+/);
    expect(stdout + stderr).not.toContain('the value');
    const [run] = await place.sql`select status from pipeline_executions where job_name = 'stray'`;
    expect(run).toEqual({ status: 'success' });
  });
});
