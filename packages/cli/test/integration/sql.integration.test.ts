import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startWdh, wdh, type CommandResult } from '../support/start-wdh.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace(inject('serverUrl'));
  await place.sql.unsafe(`
    create table strikes (id int primary key, mass numeric(20,4), seen timestamptz default now(), note text,
      check (mass > 0));
    insert into strikes values (1, 0.5000, '2026-01-31 12:00+00', 'a,"b"'), (2, 12345678901234.5678, null, null);
    create table kept (id int);
    insert into kept values (1);
    create function wipe() returns void language plpgsql as $$
      begin set transaction_read_only = off; delete from public.kept; end $$;`);
});

afterAll(() => place[Symbol.asyncDispose]());

/** Runs `wdh sql` with a standard input. */
function piped(stdin: string | Uint8Array, ...args: string[]): Promise<CommandResult> {
  const env = { DATABASE_URL: place.databaseUrl };
  return wdh(['sql', ...args], { cwd: place.folder, env, stdin });
}

const select = 'select id, mass, seen, note from strikes order by id';

it('prints a table of exact values', async () => {
  expect(await place.run('sql', `set timezone = 'UTC'; ${select}`)).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: [
      'SET',
      ' id | mass                | seen                   | note',
      '----+---------------------+------------------------+-------',
      '  1 |              0.5000 | 2026-01-31 12:00:00+00 | a,"b"',
      '  2 | 12345678901234.5678 | NULL                   | NULL',
      '(2 rows)',
      '',
    ].join('\n'),
  });
});

it('prints CSV and JSON', async () => {
  expect(await place.run('sql', '--csv', `select id, mass, note from strikes order by id`)).toEqual(
    {
      exitCode: 0,
      stderr: '',
      stdout: 'id,mass,note\n1,0.5000,"a,""b"""\n2,12345678901234.5678,\n',
    },
  );
  const { stdout } = await place.run(
    'sql',
    '--json',
    'select id, mass, note from strikes order by id',
  );
  expect(JSON.parse(stdout)).toEqual([
    { id: 1, mass: '0.5000', note: 'a,"b"' },
    { id: 2, mass: '12345678901234.5678', note: null },
  ]);
});

it('a table that does not exist is an error of \\d', async () => {
  expect(await place.run('sql', '\\d absent')).toEqual({
    exitCode: 5,
    stdout: '',
    stderr: expect.stringMatching(/^ERROR 42P01: relation "absent" does not exist\n/) as string,
  });
});

it('a standard input that is not UTF-8 is refused, and nothing is stored', async () => {
  const input = Buffer.from("insert into strikes values (9, 1, null, 'caf\xE9')", 'latin1');
  expect(await piped(input, '--write')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining('iconv -t UTF-8') as string,
  });
  expect(await place.sql`select from strikes where id = 9`).toHaveLength(0);
});

it('statements from standard input run until one is refused', async () => {
  const input =
    "\uFEFFselect 1 as a; -- a comment;\nselect 'x;y' as b;\nselect nme from kept;\nselect 2 as c";
  const { exitCode, stdout, stderr } = await piped(input, '--csv');
  expect(exitCode).toBe(5);
  expect(stdout).toBe('a\n1\nb\nx;y\n');
  expect(stderr).toBe(
    [
      'ERROR 42703: column "nme" does not exist',
      '  LINE 1: select nme from kept',
      '                 ^',
      '  (statement 3 of 4; the rest was not run)',
      '',
    ].join('\n'),
  );
});

it('an error is JSON for scripts, after the rows that were read', async () => {
  const { exitCode, stdout, stderr } = await piped(
    'select 1000 / (600 - n) as x from generate_series(1, 999) n',
    '--json',
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: '' });
  const at = stdout.indexOf('{"error"');
  expect(JSON.parse(stdout.slice(0, at))).toHaveLength(400);
  expect(JSON.parse(stdout.slice(at))).toMatchObject({
    error: { code: '22012', message: 'division by zero', statement: 1 },
  });
});

it.each([
  'delete from kept',
  'set transaction read write; delete from kept',
  'commit; begin; delete from kept; commit',
  'commit; set transaction read write; delete from kept',
  'set default_transaction_read_only = off; delete from kept',
  'select wipe()',
  "do $$ begin perform set_config('transaction_read_only', 'off', false); delete from kept; end $$",
])('%s changes nothing without --write', async (statements) => {
  const { exitCode, stderr } = await piped(statements);
  expect([2, 5]).toContain(exitCode);
  expect(stderr).toMatch(/read-only transaction|read-write mode/);
  expect(await place.sql`select id from kept`).toHaveLength(1);
});

it('with --write, statements are committed', async () => {
  await place.sql`create table written (id int)`;
  expect(
    await place.run(
      'sql',
      '--write',
      'insert into written values (1), (2); begin; delete from written; rollback',
    ),
  ).toEqual({
    exitCode: 0,
    stdout: 'INSERT 2\nBEGIN\nDELETE 2\nROLLBACK\n',
    stderr: '',
  });
  expect(await place.sql`select id from written`).toHaveLength(2);
});

it('a transaction that is not ended is rolled back, which is an error', async () => {
  await place.sql`create table half (id int)`;
  const { exitCode, stderr } = await place.run(
    'sql',
    '--write',
    'begin; insert into half values (1)',
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('[TRANSACTION_OPEN]');
  expect(await place.sql`select id from half`).toHaveLength(0);
});

it('Ctrl+C cancels the statement on the server', async () => {
  const env = { DATABASE_URL: place.databaseUrl };
  const running = startWdh(['sql', 'select pg_sleep(100)'], { cwd: place.folder, env });
  const isRunning = async (): Promise<boolean> => {
    const found = await place.sql`select 1 from pg_stat_activity
      where application_name = 'wdh sql' and state = 'active' and query like '%pg_sleep(100)%'`;
    return found.length > 0;
  };
  while (!(await isRunning())) await sleep(20);
  running.child.kill('SIGINT');
  const { exitCode, stderr } = await running.result;
  expect(exitCode).toBe(130);
  expect(stderr).toContain('57014');
  await expect.poll(isRunning).toBe(false);
});

it('a result of any size takes little memory', { tags: ['full'] }, async () => {
  const env = { DATABASE_URL: place.databaseUrl, NODE_OPTIONS: '--max-old-space-size=64' };
  const query = "select n, repeat('x', 500) from generate_series(1, 400000) n";
  const { child, result } = startWdh(['sql', '--csv', query], { cwd: place.folder, env });
  let bytes = 0;
  child.stdout?.on('data', (text: string) => (bytes += text.length));
  // Slower than the server: what it sends must not pile up.
  child.stdout?.pause();
  await sleep(1_000);
  child.stdout?.resume();
  expect(await result).toMatchObject({ exitCode: 0, stderr: '' });
  expect(bytes).toBeGreaterThan(200_000_000);
});

it('a reader that goes away ends the statement', async () => {
  const env = { DATABASE_URL: place.databaseUrl };
  const { child, result } = startWdh(
    ['sql', '--csv', 'select n from generate_series(1, 3000000) n'],
    { cwd: place.folder, env },
  );
  await once(child.stdout ?? child, 'data');
  child.stdout?.destroy();
  expect(await result).toMatchObject({ exitCode: 0, stderr: '' });
});

it('control characters of values are escaped in a table, and exact in CSV for a program', async () => {
  const query = String.raw`select E'\x1b[2J\rx' as "a\b"`;
  expect((await place.run('sql', query)).stdout).toContain(String.raw`\u001b[2J\u000dx`);
  expect((await place.run('sql', '--csv', query)).stdout).toBe('a\\b\n"\u001B[2J\rx"\n');
});

it('tables are listed and described', async () => {
  expect((await place.run('sql', '\\dt')).stdout).toMatch(/ public +\| strikes +\| table/);
  const { stdout } = await place.run('sql', '\\d strikes');
  expect(stdout).toMatch(/ mass +\| numeric\(20,4\) +\| null/);
  expect(stdout).toContain('CREATE UNIQUE INDEX strikes_pkey');
  expect(stdout).toContain('CHECK ((mass > (0)::numeric))');
});

it.each([
  [['sql', ''], 2, 'no statement'],
  [['sql', ' -- nothing; '], 2, 'no statement'],
  [['sql', '--csv', '--json', 'select 1'], 2, 'one of --csv and --json'],
  [['sql', 'select 1', 'select 2'], 2, 'too many arguments'],
  [['sql', '\\copy kept from x'], 2, 'backslash'],
  [['sql', 'copy kept to stdout'], 2, 'wdh sql --csv'],
  [['sql', '/* a */ COPY kept FROM STDIN'], 2, 'wdh load'],
  [['sql', "select 'open"], 5, 'unterminated quoted string'],
  [['sql', 'selec 1'], 5, 'syntax error'],
  [['sql', 'select * from no_such_table'], 5, 'does not exist'],
])('%j exits with %d', async (args, code, words) => {
  const { exitCode, stdout, stderr } = await place.run(...args);
  expect(exitCode).toBe(code);
  expect(`${stdout}${stderr}`).toContain(words);
});

it('nothing is done without a statement on standard input, and a NUL character is refused', async () => {
  expect(await piped('')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(await piped("select 'a\0b'")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('NUL') as string,
  });
});

it('a server that cannot be reached is an error with exit code 3', async () => {
  const env = { DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:1/x' };
  const { exitCode, stderr } = await wdh(['sql', 'select 1'], { cwd: place.folder, env });
  expect(exitCode).toBe(3);
  expect(stderr).toContain('DATABASE_UNREACHABLE');
  expect(stderr).not.toContain('s3cret');
});
