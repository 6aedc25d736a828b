import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { writeProject } from '../support/project.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
let page = '';
let queries: readonly string[] = [];

const config = `import { csv, defineJob, defineProject } from '@wdh/job';
import { filterRow, rowStep, validateRows } from '@wdh/pipeline-core';
import * as v from 'valibot';

const schema = v.object({ id: v.pipe(v.string(), v.toNumber(), v.integer()), name: v.string() });
const people = defineJob({
  name: 'people',
  source: csv({ columns: ['id', 'name'] }),
  steps: (rows) =>
    rows
      .addStep(validateRows(schema, { name: 'validate' }))
      .addStep(rowStep('leave_out', (row) => (row.name === 'Zoe' ? filterRow() : row))),
  into: 'public.people',
  mode: 'upsert',
  keys: ['id'],
});
export default defineProject({ jobs: [people] });
`;

beforeAll(async () => {
  const guide = new URL('../../../../docs/guides/where-did-my-rows-go.md', import.meta.url);
  page = await readFile(guide, 'utf8');
  queries = [...page.matchAll(/^```sql\n([^]*?)^```$/gm)].map(([, query = '']) => query);
  const { sql, folder } = place;
  await sql`create table people (id integer primary key, name text not null)`;
  await sql`insert into people values (1, 'Ada'), (2, 'Bo')`;
  const rows = ['1,Ada', '2,Bob', '3,Cid', '3,Cyd', 'x,Dan', '4,Zoe'];
  await writeProject(folder, {
    'wdh.config.ts': config,
    'people.csv': `id,name\n${rows.join('\n')}\n`,
  });
  const args = ['run', 'people', '--input', 'people.csv', '--error-threshold', '1', '--quiet'];
  expect(await place.run(...args)).toMatchObject({ exitCode: 0 });
});

const ask = (index: number) => place.sql.unsafe(queries[index] ?? '');

it('the ledger has every row of the file', async () => {
  expect(queries).toHaveLength(7);
  expect(await ask(0)).toMatchObject([
    {
      job: 'people',
      status: 'success',
      read: '6',
      inserted: '1',
      updated: '1',
      unchanged: '1',
      superseded: '1',
      rejected: '1',
      filtered: '1',
    },
  ]);
});

it('the rejected row has its line, column, code, message and record', async () => {
  expect(await ask(1)).toMatchObject([
    {
      line: '6',
      field: 'id',
      code: expect.stringMatching(/^[A-Z_]+$/) as string,
      message: expect.stringContaining('id') as string,
      record: { id: 'x', name: 'Dan' },
    },
  ]);
  expect(await ask(2)).toMatchObject([{ field: 'id', rows: '1', first_line: '6' }]);
});

it('the steps say where rows were rejected and filtered', async () => {
  const steps = await ask(3);
  const of = (name: string) => steps.find(({ step_name: step }) => step === name);
  expect(of('validate')).toMatchObject({ rows_in: '6', rows_out: '5', rows_rejected: '1' });
  expect(of('leave_out')).toMatchObject({ rows_in: '5', rows_out: '4', rows_filtered: '1' });
});

it('the file is found by its name, and a replayed row by its run', async () => {
  expect(await ask(4)).toMatchObject([{ status: 'success', loaded: '3', rejected: '1' }]);
  expect(await ask(5)).toEqual([]);
  await place.sql`update rejected_rows set resolved_at = now(), resolved_by = execution_id`;
  // The job calls no paid service.
  expect(await ask(6)).toEqual([]);
  expect(await ask(5)).toMatchObject([{ line: '6', resolved_by: expect.any(String) as string }]);
});

it('every command of the page works', async () => {
  const block = /^```sh\n([^]*?)^```$/m.exec(page)?.[1] ?? '';
  const commands = block
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim());
  expect(commands).toHaveLength(5);
  for (const command of commands) {
    const [program, ...args] = command.split(/ +/);
    expect(program).toBe('wdh');
    expect(await place.run(...args)).toMatchObject({ exitCode: 0, stderr: '' });
  }
});

it('every column of the views is explained', async () => {
  const columns = await place.sql<{ name: string }[]>`
    select column_name::text as name from information_schema.columns
    where table_name in ('wdh_runs', 'wdh_rejects') and table_schema = 'public'`;
  const ledger = new Set(['updated', 'unchanged', 'superseded', 'rejected']);
  const missing = columns.filter(({ name }) => !ledger.has(name) && !page.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
