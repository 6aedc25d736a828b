import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordRejects, recordRun } from '../support/record-run.js';
import { wdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
const formula = "=cmd|' /C calc'!A0";

beforeAll(async () => {
  const { sql } = place;
  await recordRun(sql, { id: 'exec_3333aaaa', rejected: 62 });
  await recordRejects(sql, 'exec_3333aaaa', 60);
  await recordRejects(sql, 'exec_3333aaaa', 2, {
    field: 'name',
    message: 'name: is too long',
    value: formula,
  });
  await sql`update rejected_rows set resolved_at = now() where line_number = 2`;
  await recordRun(sql, { id: 'exec_3333bbbb' });
  // An input is never overwritten, also not by its rejected rows.
  await writeFile(join(place.folder, 'in.csv'), 'Age,Name\n');
  await sql`update pipeline_executions set input_file_path = ${join(place.folder, 'in.csv')}`;
});

describe('wdh rejects', () => {
  it('lists line, column, code and message without a value, and says what to do', async () => {
    const env = { DATABASE_URL: place.databaseUrl, COLUMNS: '80' };
    const { exitCode, stdout } = await wdh(['rejects', '3333aaaa'], { cwd: place.folder, env });
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^line +column +code +message$/);
    expect(lines[1]).toMatch(/^ +2 +age +INVALID_INTEGER +must be a whole number$/);
    expect(stdout).not.toContain('twelve');
    expect(stdout).toContain(
      '50 of 62 rejected rows; --all prints the rest, --csv FILE writes all.',
    );
    expect(stdout).toContain('  wdh replay exec_3333aaaa\n');
  });

  it('prints the value of the column, and the record, if asked', async () => {
    const { stdout } = await place.run('rejects', '3333aaaa', '--values', '--limit', '1');
    expect(stdout).toContain('\n      "twelve" in {"Age":"twelve","Name":"n1"}\n');
  });

  it('selects by code, by column, and by what no replay has loaded', async () => {
    const name = await place.run(
      'rejects',
      '3333aaaa',
      '--column',
      'name',
      '--code',
      'INVALID_INTEGER',
    );
    expect(name.stdout).toMatch(
      /^line.*\n +2 .*is too long\n +3 .*is too long\n\n2 of 62 rejected rows\./,
    );
    const open = await place.run('rejects', '3333aaaa', '--open', '--json', '--all');
    expect(open.stdout.trimEnd().split('\n')).toHaveLength(60);
    const none = await place.run('rejects', '3333aaaa', '--code', 'NONE');
    expect(none.stdout).toBe('None of the 62 rejected rows of exec_3333aaaa matches.\n');
    const clean = await place.run('rejects', '3333bbbb');
    expect(clean).toEqual({
      exitCode: 0,
      stdout: 'Run exec_3333bbbb has no rejected rows.\n',
      stderr: '',
    });
  });

  it('prints one JSON object in a line, with values only if asked', async () => {
    const plain = await place.run('rejects', '3333aaaa', '--json', '--limit', '2');
    const [first] = plain.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(first).toMatchObject({
      lineNumber: 2,
      field: 'age',
      code: 'INVALID_INTEGER',
      executionId: 'exec_3333aaaa',
    });
    expect(plain.stdout).not.toContain('twelve');
    const full = await place.run('rejects', '3333aaaa', '--json', '--limit', '1', '--values');
    expect(JSON.parse(full.stdout)).toMatchObject({ record: { Age: 'twelve', Name: 'n1' } });
  });

  it('writes all of them to a CSV file that runs no formula, for its owner only', async () => {
    const { exitCode, stdout } = await place.run('rejects', '3333aaaa', '--csv', 'out.csv');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: '62 rejected rows of exec_3333aaaa are in out.csv.\n',
    });
    const lines = (await readFile(join(place.folder, 'out.csv'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(63);
    expect(lines[0]).toBe('line,column,code,message,record');
    expect(lines[1]).toBe(
      '2,age,INVALID_INTEGER,age: must be a whole number,"{""Age"":""twelve"",""Name"":""n1""}"',
    );
    expect((await stat(join(place.folder, 'out.csv'))).mode & 0o777).toBe(0o600);
    const json = await place.run('rejects', '3333aaaa', '--csv', 'out.csv', '--json', '--open');
    expect(JSON.parse(json.stdout)).toEqual({ run: 'exec_3333aaaa', file: 'out.csv', rows: 60 });
  });

  it('neutralises the formula of a malformed record', async () => {
    const { sql } = place;
    await recordRun(sql, { id: 'exec_4444', rejected: 1 });
    await sql`insert into rejected_rows (execution_id, row_number, line_number, step_name, field, code, message, input, record)
      values ('exec_4444', 1, 2, 'source', '@SUM(1)', '+A1', '-2+3', to_json(${formula}::text), to_json(${formula}::text))`;
    await place.run('rejects', 'exec_4444', '--csv', 'formulas.csv');
    const [, line] = (await readFile(join(place.folder, 'formulas.csv'), 'utf8')).split('\n');
    expect(line).toBe(`2,'@SUM(1),'+A1,'-2+3,"'${formula}"`);
  });

  it('does not overwrite the input of the run', async () => {
    const { exitCode, stderr } = await place.run('rejects', '3333aaaa', '--csv', 'in.csv');
    expect(stderr).toContain('[WOULD_OVERWRITE_INPUT]');
    expect(exitCode).toBe(2);
  });

  it('reports a folder that does not exist with exit code 7', async () => {
    const { exitCode, stderr } = await place.run('rejects', '3333aaaa', '--csv', 'gone/out.csv');
    expect(stderr).toContain('[FILE_NOT_WRITABLE]');
    expect(exitCode).toBe(7);
  });
});

it(
  'writes 100,000 rejected rows in flat memory',
  { tags: ['full'], timeout: 600_000 },
  async () => {
    const { sql } = place;
    await recordRun(sql, { id: 'exec_5555', rejected: 0 });
    await recordRejects(sql, 'exec_5555', 100_000);
    const env = { DATABASE_URL: place.databaseUrl, NODE_OPTIONS: '--max-old-space-size=64' };
    const args = ['rejects', 'exec_5555', '--csv', 'many.csv', '--json'];
    const { stdout } = await wdh(args, { cwd: place.folder, env });
    expect(JSON.parse(stdout)).toMatchObject({ rows: 100_000 });
  },
);
