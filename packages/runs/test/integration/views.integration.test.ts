import { expect, test } from 'vitest';
import { useRecords } from '../support/use-records.js';

const records = useRecords();

test('wdh_runs shows each run with its duration and ledger', async () => {
  await records.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, completed_at, status, target, load_mode, duration_ms, rows_input, rows_output,
    rows_failed, job_name) values
    ('done', 'strikes', '1', '2026-02-03', '2026-02-03 01:00', 'success', 't', 'append', 3500, 9, 8, 1, 'load'),
    ('dead', 'strikes', '1', '2026-02-03', '2026-02-03 01:00', 'abandoned', 't', 'append', null, null, null, null, null),
    ('alive', 'strikes', '1', now() - interval '1 hour', null, 'running', 't', 'append', null, null, null, null, null),
    ('waiting', 'strikes', '1', now(), null, 'queued', 't', 'append', null, null, null, null, null)`;
  const found = await records.sql`select run, job, status, duration::text, read, loaded, rejected
    from wdh_runs order by run`;
  expect([...found]).toEqual([
    expect.objectContaining({ run: 'alive', duration: expect.stringMatching(/^01:00/) as string }),
    expect.objectContaining({ run: 'dead', duration: '01:00:00', read: null }),
    {
      run: 'done',
      job: 'load',
      status: 'success',
      duration: '00:00:03.5',
      read: '9',
      loaded: '8',
      rejected: '1',
    },
    expect.objectContaining({ run: 'waiting', duration: null }),
  ]);
});

test('wdh_rejects shows each rejected row with its run', async () => {
  await records.sql`insert into rejected_rows (execution_id, row_number, line_number, step_name, field, code, message, record)
    values ('done', 3, 4, 'types', 'day', 'NO_DATE', 'no date', '{"day":"x"}')`;
  const found =
    await records.sql`select run, job, row, line, step, field, code, record from wdh_rejects`;
  expect([...found]).toEqual([
    {
      run: 'done',
      job: 'load',
      row: '3',
      line: '4',
      step: 'types',
      field: 'day',
      code: 'NO_DATE',
      record: { day: 'x' },
    },
  ]);
});

test('a role that may read only wdh_runs sees runs, and no rejected rows', async () => {
  const role = `watcher_${Math.random().toString(36).slice(2)}`;
  const { sql } = records;
  await sql.unsafe(
    `create role ${role}; grant usage on schema public to ${role}; grant select on wdh_runs to ${role}`,
  );
  try {
    const as = (statement: string) =>
      sql.begin((transaction) => [
        transaction.unsafe(`set local role ${role}`),
        transaction.unsafe(statement),
      ]);
    const [, seen] = await as('select run from wdh_runs');
    expect(seen).toHaveLength(4);
    await expect(as('select * from wdh_rejects')).rejects.toMatchObject({ code: '42501' });
    await expect(as('select * from rejected_rows')).rejects.toMatchObject({ code: '42501' });
  } finally {
    await sql.unsafe(`drop owned by ${role}; drop role ${role}`);
  }
});
