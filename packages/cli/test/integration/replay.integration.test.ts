import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csv, defineJob, runJob } from '@wdh/job';
import { rejectRow, rowStep } from '@wdh/pipeline-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

/** The first version of the job: names that begin with a hyphen are rejected. */
const first = defineJob({
  name: 'people',
  source: csv({ columns: ['id', 'name'] }),
  steps: (rows) =>
    rows.addStep(
      rowStep('names', (row) =>
        row.name.startsWith('-')
          ? rejectRow({ field: 'name', code: 'HYPHEN', message: 'must not begin with a hyphen' })
          : row,
      ),
    ),
  into: 'public.people',
  mode: 'upsert',
  keys: ['id'],
  errorThreshold: 1,
});

/** The file of the next version, which accepts all of them; the server refuses two. */
const next = `import { csv, defineJob } from '@wdh/job';
export const people = defineJob({
  name: 'people',
  version: '2',
  source: csv({ columns: ['id', 'name'] }),
  steps: (rows) => rows,
  into: 'public.people',
  mode: 'upsert',
  keys: ['id'],
});
`;
const config = `import { defineProject } from '@wdh/job';
import { people } from './people.js';
export default defineProject({ jobs: [people] });
`;

let run: string;

beforeEach(async () => {
  const { sql, folder } = place;
  await sql`truncate pipeline_executions cascade`;
  await sql`drop table if exists people`;
  await sql`create table people (id int primary key, name text check (name <> '-refused'))`;
  const input = join(folder, 'in.csv');
  await writeFile(input, 'id,name\n1,Ada\n2,-Bob\n3,-refused\n4,-Eve\n5,-Joe\n6,-refused\n');
  const outcome = await runJob(first, { input }, { connectionUrl: place.databaseUrl });
  expect(outcome.rows).toMatchObject({ read: 6, inserted: 1, rejected: 5 });
  run = outcome.executionId;
  await rm(input);
  await writeFile(join(folder, 'wdh.config.ts'), config);
  await writeFile(join(folder, 'people.ts'), next);
});

const stored = async () =>
  (await place.sql`select id from people order by id`).map(({ id }) => Number(id));

describe('wdh replay', () => {
  it('loads three of five rejected rows, says what stays and why, and then finds nothing more', async () => {
    const { exitCode, stdout } = await place.run('replay', 'latest');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/inserted\W+3\b/);
    expect(stdout).toContain(`3 rejected rows of run ${run} are resolved.\n`);
    expect(stdout).toContain(`2 rows stay, with the new reason: wdh rejects ${run} --open\n`);
    expect(await stored()).toEqual([1, 2, 4, 5]);
    const [replay] = await place.sql`select execution_id as id from pipeline_executions
      where trigger = 'replay'`;
    const ofReplay = await place.run('rejects', String(replay?.['id']));
    expect(ofReplay.stdout).toContain(`in the run that it replayed: wdh rejects ${run} --open\n`);
    const asLines = await place.run('rejects', String(replay?.['id']), '--json');
    expect(asLines).toMatchObject({ exitCode: 0, stdout: '' });
    expect(asLines.stderr).toContain(`in the run that it replayed: wdh rejects ${run} --open\n`);
    const file = join(place.folder, 'rejects.csv');
    const asFile = await place.run('rejects', 'latest', '--csv', file);
    expect(asFile.stdout).toContain(`in the run that it replayed: wdh rejects ${run} --open\n`);
    const shown = await place.run('show', 'latest');
    expect(shown.stdout).toContain(`  replay of ${run}\n`);
    expect(shown.stdout).toContain(`wdh rejects ${run} --open  lists the rows that stay`);
    const open = await place.run('rejects', run, '--open', '--json');
    const codes = open.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { code: string }).code);
    expect(codes).toEqual(['CHECK_VIOLATED', 'CHECK_VIOLATED']);

    await place.sql`alter table people drop constraint people_name_check`;
    // The latest run is now the replay, which stands for the run that it replayed.
    const again = await place.run('replay', 'latest', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({
      replayedRun: run,
      open: { replayable: 2 },
      run: { status: 'success', rows: { read: 2, inserted: 2, rejected: 0 } },
    });
    expect(await stored()).toEqual([1, 2, 3, 4, 5, 6]);
    const nothing = await place.run('replay', run);
    expect(nothing).toMatchObject({
      exitCode: 0,
      stdout: `Run ${run} has no rejected rows to replay.\n`,
    });
  });

  it('changes nothing in a dry run', async () => {
    const { exitCode, stdout } = await place.run('replay', run, '--dry-run');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`3 rejected rows of run ${run} would be resolved.\n`);
    expect(await stored()).toEqual([1]);
    expect(await place.sql`select from rejected_rows where resolved_at is null`).toHaveLength(5);
  });

  it('names the rows that cannot be replayed', async () => {
    await place.sql`update rejected_rows set record = null where row_number = 2`;
    await place.sql`update rejected_rows set record = '"3;x"' where row_number = 3`;
    const { stdout } = await place.run('replay', run);
    expect(stdout).toContain('Not replayed: 1 row malformed, so that there is no record.\n');
    expect(stdout).toContain('Not replayed: 1 row stored without a record.\n');
    expect(stdout).toContain(`wdh rejects ${run} --open --csv rejects.csv\n`);
  });

  it('says what to do with a run whose job is in no project here', async () => {
    await rm(join(place.folder, 'wdh.config.ts'));
    const { exitCode, stderr } = await place.run('replay', run);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('[JOB_NOT_FOUND]');
    expect(stderr).toContain('there is no wdh.config.ts here or above');
    expect(stderr).toContain(`wdh rejects ${run} --open --csv rejects.csv`);
  });

  it('is refused for a run that is not known, of another job, or that loaded nothing', async () => {
    const unknown = await place.run('replay', 'exec_none');
    expect(unknown).toMatchObject({ exitCode: 2 });
    expect(unknown.stderr).toContain('There is no run exec_none');
    await place.sql`update pipeline_executions set job_name = 'orders'`;
    const foreign = await place.run('replay', run);
    expect(foreign).toMatchObject({ exitCode: 2 });
    expect(foreign.stderr).toContain('[JOB_NOT_FOUND]');
    expect(foreign.stderr).toContain('(it lists people)');
    await place.sql`update pipeline_executions set job_name = 'people', status = 'failed'`;
    const failed = await place.run('replay', run);
    expect(failed).toMatchObject({ exitCode: 2 });
    expect(failed.stderr).toContain('Run the job again');
  });
});
