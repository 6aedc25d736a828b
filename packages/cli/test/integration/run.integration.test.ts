import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobFile, writeProject } from '../support/project.js';
import { startWdh, wdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

const config = `import { csv, defineJob, defineProject, rows } from '@wdh/job';
import { rowStep } from '@wdh/pipeline-core';
import * as v from 'valibot';
import { people } from './people.js';

const parameters = defineJob({
  name: 'parameters',
  source: csv({ columns: ['id', 'name'] }),
  params: v.object({
    code: v.string(),
    size: v.optional(v.picklist(['small', 'large']), 'small'),
    limit: v.optional(v.number()),
  }),
  steps: (rows, { params }) =>
    rows.addStep(rowStep('name', (row) => ({ ...row, name: params.code + params.size }))),
  into: 'public.people',
  mode: 'append',
});

const slow = defineJob({
  name: 'slow',
  source: rows('slow', async function* () {
    for (let id = 1000; id < 3000; id++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      yield { id: String(id), name: 'slow' };
    }
  }),
  steps: (rows) => rows,
  into: 'public.people',
});

export default defineProject({ jobs: [people, parameters, slow] });
`;

beforeAll(async () => {
  await place.sql`create table people (id integer primary key, name text not null)`;
  await writeProject(place.folder, {
    'wdh.config.ts': config,
    'people.ts': jobFile('people'),
    'in/a.csv': 'id,name\n1,Ada\n2,Bob\n',
    'in/b.csv': 'id,name\n3,Cid\nx,Dan\n',
    'in/c.csv': 'id,surname\n4,Eve\n',
  });
});

beforeEach(async () => {
  await place.sql`truncate people, pipeline_executions cascade`;
});

const count = async (): Promise<number> => {
  const [found] = await place.sql<{ count: number }[]>`select count(*)::int from people`;
  return found?.count ?? 0;
};

interface Report {
  readonly status: string;
  readonly runs: readonly {
    readonly status: string;
    readonly inputFile: string;
    readonly executionId?: string;
  }[];
}
const reportOf = (stdout: string): Report => JSON.parse(stdout) as Report;

describe('wdh run', () => {
  it('loads one input, and prints what a program of that job prints', async () => {
    const { exitCode, stdout } = await place.run('run', 'people', '--input', 'in/a.csv', '--quiet');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/│ inserted +│ +2 │/);
    expect(await count()).toBe(2);
    const [run] =
      await place.sql`select job_name, input_file_path, trigger from pipeline_executions`;
    expect(run).toEqual({
      job_name: 'people',
      input_file_path: join(place.folder, 'in/a.csv'),
      trigger: 'command',
    });
  });

  it('loads each of several inputs in a run of its own, and ends with the worst exit code', async () => {
    const args = [
      'run',
      'people',
      '--input',
      'in/*.csv',
      '--error-threshold',
      '1',
      '--summary-file',
      'out.json',
    ];
    const env = { DATABASE_URL: place.databaseUrl, COLUMNS: '80', LOG_LEVEL: 'error' };
    const { exitCode, stdout } = await wdh(args, { cwd: place.folder, env });
    expect(exitCode).toBe(4);
    const lines = stdout.split('\n').filter((line) => !line.startsWith('{'));
    expect(lines[0]).toMatch(/^input +status +read +loaded +rejected +took +run$/);
    expect(lines[1]).toMatch(/^a\.csv +success +2 +2 +0 .* exec_[0-9a-f]{8}$/);
    expect(lines[2]).toMatch(/^b\.csv +success +2 +1 +1 /);
    expect(lines[3]).toMatch(/^c\.csv +failed /);
    expect(lines[4]).toMatch(/in\/c\.csv: \[CSV_HEADER_INVALID\]/);
    expect(lines.slice(0, 4).every((line) => line.length <= 80)).toBe(true);
    const summary = reportOf(await readFile(join(place.folder, 'out.json'), 'utf8'));
    expect(summary.status).toBe('failed');
    expect(summary.runs.map(({ status }) => status)).toEqual(['success', 'success', 'failed']);
    expect(await count()).toBe(3);
  });

  it('prints only JSON on stdout with --json, and the log on stderr', async () => {
    const first = await place.run('run', 'people', '--input', 'in/a.csv', '--json');
    expect(reportOf(first.stdout)).toMatchObject({
      status: 'done',
      runs: [{ status: 'success', rows: { inserted: 2 } }],
    });
    expect(first.stderr).toContain('"event":"database.load.completed"');
    const again = await place.run('run', 'people', '--input', 'in/a.csv', '--json');
    expect(again.exitCode).toBe(0);
    expect(reportOf(again.stdout).runs).toMatchObject([{ status: 'skipped' }]);
  });

  it('reads the standard input', async () => {
    const env = { DATABASE_URL: place.databaseUrl };
    const stdin = 'id,name\n7,Gus\n';
    const { exitCode } = await wdh(['run', 'people', '--input', '-'], {
      cwd: place.folder,
      env,
      stdin,
    });
    expect({ exitCode, count: await count() }).toEqual({ exitCode: 0, count: 1 });
  });

  it('passes parameters as the schema wants them', async () => {
    const params = ['--param', 'code=5', '--param', 'size=large', '--param', 'limit=3'];
    const { exitCode } = await place.run('run', 'parameters', '--input', 'in/a.csv', ...params);
    expect(exitCode).toBe(0);
    expect(await place.sql`select name from people where id = 1`).toEqual([{ name: '5large' }]);
  });

  it('refuses a job that does not exist with exit code 2, before anything is recorded', async () => {
    const { exitCode, stderr } = await place.run('run', 'poeple', '--input', 'in/a.csv');
    expect(stderr).toBe('[JOB_NOT_FOUND] The project has no job poeple (did you mean people?)\n');
    expect(exitCode).toBe(2);
    expect(await place.sql`select 1 from pipeline_executions`).toHaveLength(0);
  });

  it.each([
    [
      ['parameters', '--input', 'in/a.csv', '--param', 'cod=1'],
      /\[PARAMETERS_INVALID\] Job parameters has no parameter cod \(did you mean code\?\)/,
    ],
    [['parameters', '--input', 'in/a.csv'], /\[PARAMETERS_INVALID\].*code/],
    [['people', '--param', 'a=1', '--input', 'in/a.csv'], /the job has no parameters/],
    [['people'], /\[REQUEST_INVALID\] Job people needs an input/],
    [['people', '--input', 'in/a.csv', './in/a.csv'], /\[USAGE\] .*in\/a\.csv is named twice/],
    [
      ['people', '--input', 'in/a.csv', '--summary-file', 'in/a.csv'],
      /\[USAGE\] .*in\/a\.csv is named twice/,
    ],
    [
      ['people', '--input', 'in/a.csv', 'in/b.csv', '--rejects-file', 'r.csv'],
      /--rejects-file takes the rejects of one input/,
    ],
  ])('refuses %j with exit code 2', { tags: ['full'] }, async (args, message) => {
    const { exitCode, stderr } = await place.run('run', ...args);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
    expect(await place.sql`select 1 from pipeline_executions`).toHaveLength(0);
  });

  it('a pattern that matches nothing is an error of the file', async () => {
    const { exitCode, stderr } = await place.run('run', 'people', '--input', 'in/*.tsv');
    expect(stderr).toContain('[FILE_NOT_FOUND]');
    expect(exitCode).toBe(7);
  });

  it('starts no further run without a database', async () => {
    const env = { DATABASE_URL: 'postgres://u:hunter22@127.0.0.1:1/x' };
    const args = ['run', 'people', '--input', 'in/a.csv', 'in/b.csv', '--json'];
    const { exitCode, stdout, stderr } = await wdh(args, { cwd: place.folder, env });
    expect(exitCode).toBe(3);
    expect(reportOf(stdout).runs.map(({ status }) => status)).toEqual(['failed', 'not_started']);
    expect(stdout + stderr).not.toContain('hunter22');
  });
});

describe('a run that is running', () => {
  const startSlow = async () => {
    const env = { DATABASE_URL: place.databaseUrl };
    const running = startWdh(['run', 'slow', '--json'], { cwd: place.folder, env });
    for (;;) {
      const [run] = await place.sql<{ id: string }[]>`
        select execution_id as id from pipeline_executions where status = 'running'`;
      if (run !== undefined) return { ...running, id: run.id };
      await wait(50);
    }
  };

  it('ends by wdh cancel, which says so', async () => {
    const { id, result } = await startSlow();
    const cancelled = await place.run('cancel', id);
    expect(cancelled).toMatchObject({
      exitCode: 0,
      stdout: `Run ${id} is cancelled. Nothing of it was loaded.\n`,
    });
    expect((await result).exitCode).toBe(143);
    expect(await count()).toBe(0);
  });

  it('ends by SIGINT with exit code 130, and nothing loaded', async () => {
    const { child, result } = await startSlow();
    child.kill('SIGINT');
    const { exitCode, stdout } = await result;
    expect(exitCode).toBe(130);
    expect(reportOf(stdout).runs).toMatchObject([
      { status: 'failed', error: { code: 'INTERRUPTED' } },
    ]);
    expect(await count()).toBe(0);
  });
});

it('wdh jobs lists parameters with types and defaults, and the last run', async () => {
  await place.run('run', 'people', '--input', 'in/a.csv', '--quiet');
  const { stdout } = await place.run('jobs');
  expect(stdout).toMatch(
    /^people\n {2}upsert into public\.people by id\n {2}last run exec_[0-9a-f-]+: success at .*Z\n/,
  );
  expect(stdout).toContain(
    '  --param code: string, size?: "small" | "large" = "small", limit?: number\n',
  );
  const env = { DATABASE_URL: 'postgres://u:hunter22@127.0.0.1:1/x' };
  const alone = await wdh(['jobs', '--json'], { cwd: place.folder, env });
  expect(JSON.parse(alone.stdout)).toMatchObject([{ name: 'people', lastRun: null }, {}, {}]);
  expect(alone.exitCode).toBe(0);
  expect(alone.stderr).toMatch(/^The last runs are not known: /);
  expect(alone.stderr).not.toContain('hunter22');
});
