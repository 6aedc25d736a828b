import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonOf } from '../support/json-of.js';
import { jobFile, writeProject } from '../support/project.js';
import { startWdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

const config = `import { readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { csv, defineJob, defineProject } from '@wdh/job';
import { people } from './people.js';

/** A run of it ends when as many runs have begun as its name says, or when it is interrupted. */
const meeting = (count) => {
  const file = csv({ columns: ['id', 'name'] });
  return defineJob({
    name: 'meeting' + count,
    source: {
      example: null,
      open: (input, options) => {
        const opened = file.open(input, options);
        const read = async function* (signal) {
          writeFileSync('here-' + basename(input), '');
          while (readdirSync('.').filter((name) => name.startsWith('here-')).length < count) {
            signal?.throwIfAborted();
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
          yield* opened.read(signal);
        };
        return { identify: (signal) => opened.identify(signal), read };
      },
    },
    steps: (rows) => rows,
    into: 'public.people',
    mode: 'upsert',
    keys: ['id'],
  });
};

export default defineProject({ jobs: [people, meeting(3), meeting(9)] });
`;

const numbers = Array.from({ length: 200 }, (_, at) => at);

beforeAll(async () => {
  await place.sql`create table people (id integer primary key, name text not null)`;
  const many = numbers.map((at): [string, string] => [
    `many/${String(at).padStart(3, '0')}.csv`,
    `id,name\n${at},Ada\n`,
  ]);
  await writeProject(place.folder, {
    'wdh.config.ts': config,
    'people.ts': jobFile('people'),
    'in/a.csv': 'id,name\n1,Ada\n2,Bob\n',
    'in/b.csv': 'id,surname\n4,Eve\n',
    'in/c.csv': 'id,name\n3,Cid\n',
    ...Object.fromEntries(many),
    'same/a.csv': 'id,name\n8,Hal\n',
    'same/b.csv': 'id,name\n8,Hal\n',
    'same/c.csv': 'id,name\n8,Hal\n',
    'same/d.csv': 'id,name\n8,Hal\n',
    ...Object.fromEntries(
      ['x', 'y', 'z', 'k', 'l', 'm', 'n'].map((name): [string, string] => [
        name,
        `id,name\n1,${name}\n`,
      ]),
    ),
  });
});

beforeEach(async () => {
  await place.sql`truncate people, pipeline_executions cascade`;
});

interface Report {
  readonly runs: readonly { readonly status: string; readonly inputFile: string }[];
}

describe('wdh run --parallel', () => {
  it('runs several inputs at the same time, and reports them in their order', async () => {
    // Each of them waits for the other two.
    const inputs = ['x', 'y', 'z'];
    const { exitCode, stdout } = await place.run(
      ...['run', 'meeting3', '--parallel', '3', '--json', '--input', ...inputs],
    );
    const { runs } = jsonOf({ exitCode, stdout, stderr: '' }) as Report;
    expect(runs.map(({ inputFile }) => inputFile)).toEqual(
      inputs.map((input) => join(place.folder, input)),
    );
    expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
    expect(exitCode).toBe(0);
  });

  it('loads one of several files with the same content, and skips the others', async () => {
    const { exitCode, stdout } = await place.run(
      ...['run', 'people', '--input', 'same/*.csv', '--parallel', '4', '--json'],
    );
    const { runs } = jsonOf({ exitCode, stdout, stderr: '' }) as Report;
    const statuses = runs.map(({ status }) => status).toSorted();
    expect(statuses).toEqual(['skipped', 'skipped', 'skipped', 'success']);
    expect(exitCode).toBe(0);
  });

  it('ends with the worst exit code, and loads what is good', async () => {
    const { exitCode, stdout } = await place.run(
      ...['run', 'people', '--input', 'in/*.csv', '--parallel', '2', '--json'],
    );
    expect(exitCode).toBe(4);
    const { runs } = jsonOf({ exitCode, stdout, stderr: '' }) as Report;
    expect(runs.map(({ status }) => status)).toEqual(['success', 'failed', 'success']);
    expect(await place.sql`select id from people order by id`).toMatchObject([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
  });

  it('starts no more runs after an interruption, and ends those that are running', async () => {
    const inputs = ['k', 'l', 'm', 'n'];
    const { child, result } = startWdh(
      ['run', 'meeting9', '--parallel', '2', '--json', '--input', ...inputs],
      { cwd: place.folder, env: { DATABASE_URL: place.databaseUrl } },
    );
    await expect
      .poll(() => ['k', 'l'].every((name) => existsSync(join(place.folder, `here-${name}`))))
      .toBe(true);
    child.kill('SIGINT');
    const { exitCode, stdout } = await result;
    expect(exitCode).toBe(130);
    const { runs } = jsonOf({ exitCode, stdout, stderr: '' }) as Report;
    expect(runs.map(({ status }) => status)).toEqual([
      'failed',
      'failed',
      'not_started',
      'not_started',
    ]);
    expect(existsSync(join(place.folder, 'here-m'))).toBe(false);
    expect(await place.sql`select status from pipeline_executions`).toMatchObject([
      { status: 'failed' },
      { status: 'failed' },
    ]);
  });

  it(
    'loads 200 files, each in a run of its own and at most four at once',
    { tags: ['full'] },
    async () => {
      const { exitCode, stderr } = await place.run(
        ...['run', 'people', '--input', 'many/*.csv', '--parallel', '4', '--quiet'],
      );
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const [loaded] = await place.sql<{ people: number; runs: number; most: number }[]>`
      with runs as (select * from pipeline_executions where status = 'success')
      select (select count(*)::int from people) as people, (select count(*)::int from runs) as runs,
        (select max(at_once)::int from (
          select count(*) as at_once from runs one join runs other
            on other.started_at <= one.started_at and other.completed_at > one.started_at
          group by one.execution_id) counted) as most`;
      expect(loaded).toMatchObject({ people: 200, runs: 200 });
      expect(loaded?.most).toBeLessThanOrEqual(4);
    },
  );

  it.each([
    [['--parallel', '0'], 'Expected a number of runs from 1 to 64'],
    [['--parallel', '2', '--mode', 'replace'], '--parallel does not fit mode replace'],
  ])('refuses %j', async (options, problem) => {
    const { exitCode, stderr } = await place.run(
      'run',
      'people',
      '--input',
      'in/*.csv',
      ...options,
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
  });
});
