import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { jobFile, writeProject } from '../support/project.js';
import { startWdh, wdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';
import { openWorkplace } from '../support/workplace.js';

const place = useWorkplace();
const config = `import { defineProject } from '@wdh/job';
import { people } from './people.js';
export default defineProject({ jobs: [people] });
`;

beforeAll(async () => {
  await place.sql`create table people (id integer primary key, name text not null)`;
  await writeProject(place.folder, {
    'wdh.config.ts': config,
    'people.ts': jobFile('people'),
    'a.csv': 'id,name\n1,Ada\n',
    'b.csv': 'id,name\n2,Bob\n',
  });
});

describe('a command line of the queue', { tags: ['full'] }, () => {
  it.each([
    [['submit', 'peple'], 'did you mean people?'],
    [['submit', 'people', '--input', '-'], 'standard input'],
    [['submit', 'people', '--in', '10'], 'Expected a time such as 30s'],
    [['submit', 'people', '--in', '10m', '--at', '2026-12-31'], 'cannot be used with'],
    [['submit', 'people', '--at', 'tomorrow'], 'Expected a time such as 2026-01-31T18:00Z'],
    [['submit', 'people', '--key', 'k', '--input', '*.csv'], '--key is for one run'],
    [['submit', 'people', '--param', 'day=1'], 'PARAMETERS_INVALID'],
    [['submit', 'people', '--priority', 'high'], 'whole number from -1000 to 1000'],
    [['submit', 'people', '--input', 'none*.csv'], 'none*.csv'],
    [['worker', '--jobs', 'people,ordres'], 'The project has no job ordres'],
    [['worker', '--jobs', 'people,'], 'Expected names such as'],
    [['worker', '--concurrency', '0'], 'whole number from 1 to 256'],
    [['worker', '--health-port', '70000'], 'whole number from 0 to 65535'],
    [['requeue'], 'Name the runs to put back'],
    [['requeue', 'x', '--all-dead'], 'Name the runs to put back'],
  ])('%j is refused before anything is queued', async (args, words) => {
    const { exitCode, stdout, stderr } = await place.run(...args);
    expect([exitCode === 2 || exitCode === 7, stdout]).toEqual([true, '']);
    expect(stderr).toContain(words);
  });
});

describe('the queue', () => {
  it('is empty in a database that has none, and is not created by looking at it', async () => {
    const { exitCode, stdout } = await place.run('queue');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The queue is empty.');
    expect(stdout).toContain('wdh submit JOB --input FILE');
    expect((await place.run('requeue', '--all-dead')).stdout).toBe(
      'No run is dead: nothing to put back.\n',
    );
    expect((await place.run('migrate', 'status')).stdout).not.toContain('queue');
    const schemas = await place.sql`select 1 from pg_namespace where nspname = 'wdh_queue'`;
    expect(schemas).toHaveLength(0);
  });

  it('refuses a submission without its tables where migrations are forbidden', async () => {
    const { exitCode, stderr } = await place.run(
      ...['submit', 'people', '--input', 'a.csv', '--no-migrate'],
    );
    expect(exitCode).toBe(5);
    expect(stderr).toContain('QUEUE_SCHEMA_MISSING');
  });

  it('takes a run for each input, later if wanted, once for a key, and cancels what waits', async () => {
    const two = await place.run('submit', 'people', '--input', '*.csv');
    expect(two.exitCode).toBe(0);
    expect(two.stdout).toMatch(/a\.csv\n.*b\.csv\n2 runs queued, for the workers/);
    const key = ['--key', 'nightly', '--json'];
    const later = await place.run('submit', 'people', '--input', 'a.csv', '--in', '1h', ...key);
    const { runs } = JSON.parse(later.stdout) as {
      readonly runs: [{ readonly executionId: string }];
    };
    const again = await place.run('submit', 'people', '--input', 'b.csv', ...key);
    expect(JSON.parse(again.stdout)).toMatchObject({
      runs: [{ executionId: runs[0].executionId, status: 'duplicate' }],
    });
    const absent = await place.run('submit', 'people', '--input', 'elsewhere.csv');
    expect(absent.stderr).toContain('elsewhere.csv on this machine');

    const shown = await place.run('queue');
    expect(shown.stdout).toMatch(
      /^job +ready +oldest +later +again +next in +running +dead\npeople +3 +\S+ +1 /,
    );
    expect(shown.stdout).toContain('No worker is running: wdh worker');

    const cancelled = await place.run('cancel', runs[0].executionId);
    expect(cancelled.stdout).toContain('is cancelled. Nothing of it was loaded.');
    const after = JSON.parse((await place.run('queue', '--json')).stdout) as unknown;
    expect(after).toMatchObject({ jobs: [{ job: 'people', ready: 3, delayed: 0 }], lost: [] });
  });

  it('names few of many absent files, and a folder as one of them', async () => {
    const names = ['.', 'x1.csv', 'x2.csv', 'x3.csv', 'x4.csv'];
    const { exitCode, stderr } = await place.run(
      ...['submit', 'people', '--in', '1h', '--input', ...names],
    );
    expect(exitCode).toBe(0);
    expect(stderr.match(/There is no file .* on this machine/g)).toHaveLength(3);
    expect(stderr).toContain(`There is no file ${place.folder} on this machine`);
    expect(stderr).toContain('The same holds for 2 other files.\n');
  });

  it('says that no worker runs to one who waits, and leaves the run at a signal', async () => {
    const { folder: cwd, databaseUrl } = place;
    const waiting = startWdh(['submit', 'people', '--input', 'b.csv', '--force', '--wait'], {
      ...{ cwd, env: { DATABASE_URL: databaseUrl } },
    });
    let said = '';
    waiting.child.stderr?.on('data', (text: string) => (said += text));
    await expect.poll(() => said, { timeout: 30_000 }).toContain('No worker is running');
    waiting.child.kill('SIGTERM');
    const { exitCode, stderr } = await waiting.result;
    expect(exitCode).toBe(143);
    const [, id = ''] = /1 run will run without this command: wdh show (\S+) /.exec(stderr) ?? [];
    expect(await place.run('requeue', id)).toMatchObject({
      ...{ exitCode: 2, stdout: '' },
      stderr: expect.stringContaining('it waits in the queue already') as string,
    });
  });

  it('belongs to the migrations once the database has it', async () => {
    expect((await place.run('migrate', 'status')).stdout).toContain('applied   queue  0000_');
    expect(await place.run('migrate', 'verify')).toMatchObject({ exitCode: 0 });
  });
});

describe('roles', () => {
  it('the owner of the tables creates the queue, and the role of the loads uses it', async () => {
    await using own = await openWorkplace(inject('serverUrl'), { isEmpty: true });
    const roles = new URL('../../../runs/roles.sql', import.meta.url);
    await own.sql.unsafe(await readFile(roles, 'utf8'));
    await own.sql.unsafe(`
      alter role wdh_migrator password 'm'; alter role wdh_loader password 'l';
      alter role wdh_reader password 'r';
      grant create on schema public to wdh_migrator; grant usage on schema public to wdh_loader;`);
    const as = (user: string, password: string, ...args: string[]) => {
      const url = new URL(own.databaseUrl);
      Object.assign(url, { username: user, password });
      return wdh(args, { cwd: own.folder, env: { DATABASE_URL: url.href } });
    };
    await writeProject(own.folder, {
      'wdh.config.ts': config,
      'people.ts': jobFile('people'),
      'a.csv': 'id,name\n1,Ada\n',
    });
    const refused = await as('wdh_loader', 'l', 'submit', 'people', '--input', 'a.csv');
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
    const up = await as('wdh_migrator', 'm', 'migrate', 'up', '--queue');
    expect(up).toMatchObject({ exitCode: 0, stderr: '' });
    expect(up.stdout).toContain('applied   queue  0000_');
    const submitted = await as(
      'wdh_loader',
      'l',
      'submit',
      'people',
      '--input',
      'a.csv',
      '--no-migrate',
    );
    expect(submitted).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await as('wdh_loader', 'l', 'queue')).stdout).toMatch(/people +1 /);
    expect((await as('wdh_reader', 'r', 'queue')).stdout).toMatch(/people +1 /);
    const reader = await as('wdh_reader', 'r', 'requeue', '--all-dead', '--yes');
    expect(reader).toMatchObject({ exitCode: 5, stdout: '' });
    expect(reader.stderr).toContain('lacks INSERT, UPDATE, DELETE on wdh_queue.job and');
    expect(await as('wdh_migrator', 'm', 'migrate', 'verify')).toMatchObject({ exitCode: 0 });
  });
});
