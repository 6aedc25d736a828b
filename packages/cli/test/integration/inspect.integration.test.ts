import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileProfile } from '@wdh/file-connector';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandResult, wdh } from '../support/start-wdh.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wdh-inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a file and inspects it, without any setting: no database is needed. */
async function inspect(
  content: string | Uint8Array,
  args: readonly string[] = [],
  name = 'file.csv',
): Promise<CommandResult> {
  await writeFile(join(folder, name), content);
  return wdh(['inspect', name, ...args], { cwd: folder });
}

const strikes = [
  'Strike ID;Flight Date;Cost;Note',
  '007;2024-01-02;1.50;',
  '008;2024-02-29;20;"two',
  'lines"',
  '009;2024-01-01',
  ...Array.from({ length: 20 }, (_, at) => `${100 + at};2023-12-${10 + at};;x`),
].join('\n');

test('reports dialect, rows, malformed records and each column of a file', async () => {
  const { exitCode, stdout, stderr } = await inspect(strikes);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    'file.csv: CSV, utf-8, delimiter semicolon, quote ", with header',
    '22 rows in 25 lines, 4 columns, 457 B',
    'Not counted: 1 malformed record (line 5 TOO_FEW_FIELDS).',
  ]);
  const cells = stdout
    .split('\n')
    .slice(4, 9)
    .map((line) => line.split(/ {2,}/).map((cell) => cell.trim()));
  expect(cells).toEqual([
    ['column', 'type', 'nulls', 'distinct', 'min', 'max', 'longest'],
    ['Strike ID', 'text', '0', '22', '007', '119', '3'],
    ['Flight Date', 'date', '0', '22', '2023-12-10', '2024-02-29', '10'],
    ['Cost', 'numeric', '20', '2', '1.50', '20', '4'],
    ['Note', 'text', '1', '2', 'two lines', 'x', '9'],
  ]);
  expect(stdout).toContain(
    'Unique in every row: Strike ID, Flight Date. Proposed key: Strike ID.\n',
  );
});

test('prints the profile for scripts', async () => {
  const { exitCode, stdout } = await inspect(strikes, ['--json', '--ddl']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'file.csv',
    format: 'csv',
    encoding: 'utf-8',
    dialect: { delimiter: ';' },
    hasHeader: true,
    rows: 22,
    malformed: { count: 1, first: [{ lineNumber: 5, code: 'TOO_FEW_FIELDS' }] },
    columns: [
      { name: 'Strike ID', type: 'text', isRequired: true, isUnique: true },
      { name: 'Flight Date', type: 'date' },
      { name: 'Cost', type: 'numeric', nulls: 20, min: '1.50' },
      { name: 'Note', type: 'text' },
    ],
    candidateKeys: ['Strike ID', 'Flight Date'],
    proposedKey: 'Strike ID',
    ddl: expect.stringContaining('CREATE TABLE public.file (') as string,
  });
});

test('prints code alone to stdout, and what it leaves out to stderr', async () => {
  const { exitCode, stdout, stderr } = await inspect(strikes, [
    ...['--ddl', '--drizzle', '--valibot'],
    ...['--table', 'raw.strikes'],
  ]);
  expect(exitCode).toBe(0);
  expect(stderr).toBe('Not counted: 1 malformed record (line 5 TOO_FEW_FIELDS).\n');
  expect(stdout).toMatch(/^CREATE TABLE raw\.strikes \(\n {2}strike_id text NOT NULL,/);
  expect(stdout).toContain("pgSchema('raw').table('strikes', {");
  expect(stdout).toContain('export const strikesSchema = v.object({');
});

test('reads JSON Lines by content, whatever the name of the file', async () => {
  const { stdout } = await inspect('{"id":1}\n{"id":2,"tags":[]}\n', ['--ddl'], 'events.txt');
  expect(stdout).toContain('CREATE TABLE public.events (\n  id integer NOT NULL,\n  tags jsonb,');
});

test('reads the standard input', async () => {
  const { exitCode, stdout, stderr } = await wdh(['inspect', '-', '--ddl'], {
    cwd: folder,
    stdin: strikes,
  });
  expect(stdout).toContain('CREATE TABLE public.stdin (\n  strike_id text NOT NULL,');
  expect([exitCode, stderr]).toEqual([
    0,
    'Not counted: 1 malformed record (line 5 TOO_FEW_FIELDS).\n',
  ]);
});

test('takes what the options say instead of guessing', async () => {
  const text = 'id|name\n1|NA\n2|M\xfcller\n';
  const args = ['--encoding', 'windows-1252', '--delimiter', 'pipe', '--null', 'NA', '--header'];
  const { stdout } = await inspect(Buffer.from(text, 'latin1'), [...args, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    rows: 2,
    notes: [],
    columns: [{ type: 'integer' }, { type: 'text', nulls: 1, min: 'Müller' }],
  });
  const data = await inspect('1,x\n2,y\n', ['--no-header', '--delimiter', ',', '--json']);
  expect(JSON.parse(data.stdout)).toMatchObject({
    rows: 2,
    columns: [{ name: 'column_1' }, { name: 'column_2' }],
  });
});

test.each([
  [
    'a binary file',
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0xff, 0xfe, 0, 0x81]),
    [],
    4,
    'ENCODING_UNCERTAIN',
    'it is binary',
  ],
  [
    'a web page',
    '<!doctype html><html><body>404</body></html>',
    [],
    7,
    'CONTENT_NOT_SUPPORTED',
    'HTML',
  ],
  ['an empty file', '', [], 4, 'CSV_NO_HEADER', 'it is empty'],
  ['a file of one column', 'name\nx\ny\n', [], 4, 'DIALECT_UNCERTAIN', '--delimiter'],
  [
    'an uncertain encoding',
    Buffer.from('a,b\n1,M\xfcller\n2,x\n', 'latin1'),
    [],
    4,
    'ENCODING_UNCERTAIN',
    '--encoding windows-1252',
  ],
  [
    'a wrong encoding',
    Buffer.from('a,M\xfcller\n1,x\n2,x\n', 'latin1'),
    ['--encoding', 'utf-8'],
    7,
    'INVALID_ENCODING',
    'encoding',
  ],
  [
    'a header with a name twice',
    'a,a\n1,2\n2,3\n',
    [],
    4,
    'CSV_HEADER_INVALID',
    'more than one column named "a". Correct it, or number such names with --number-headers; or join its rows with --header-rows 2; or skip it: --skip-lines 1 --no-header.',
  ],
  [
    'more columns than a table has',
    `${Array.from({ length: 1700 }, (_, at) => `c${at}`).join(',')}\n`.repeat(1),
    ['--ddl', '--delimiter', ','],
    5,
    'TOO_MANY_COLUMNS',
    '1600',
  ],
  ['an option of CSV for JSON Lines', '{"a":1}\n', ['--no-header'], 2, 'USAGE', '--format csv'],
  ['an option given twice', 'a,b\n1,2\n', ['--delimiter', ',', '--delimiter', ';'], 2, '', 'twice'],
  [
    'an invalid name of a table',
    'a,b\n1,2\n',
    ['--table', 'a.b.c'],
    2,
    'TABLE_NAME_INVALID',
    'schema.table',
  ],
] as const)('refuses %s in one line', async (_, content, args, exitCode, code, advice) => {
  const result = await inspect(content, args);
  expect(result).toMatchObject({ exitCode, stdout: '' });
  expect(result.stderr).toMatch(/^[^\n]+\n$/);
  expect(result.stderr).toContain(code);
  expect(result.stderr).toContain(advice);
});

test('a file that does not exist is named', async () => {
  const result = await wdh(['inspect', 'nowhere.csv'], { cwd: folder });
  expect(result).toMatchObject({ exitCode: 7, stdout: '' });
  expect(result.stderr).toContain('nowhere.csv');
});

test('reads a file of a header only, and one of 1,700 columns', async () => {
  const header = await inspect('a,b\n', ['--delimiter', ',', '--ddl']);
  expect(header.stdout).toBe('CREATE TABLE public.file (\n  a text,\n  b text\n);\n');
  const row = (name: (at: number) => string): string =>
    `${Array.from({ length: 1700 }, (_, at) => name(at)).join(',')}\n`;
  const wide = await inspect(row((at) => `c${at}`) + row(String) + row((at) => `${at}.5`), [
    '--json',
  ]);
  const { columns } = JSON.parse(wide.stdout) as { columns: { type: string }[] };
  expect(columns.map(({ type }) => type)).toEqual(columns.map(() => 'numeric'));
  expect(columns).toHaveLength(1700);
});

test('a field of 100 MB is one malformed record', { timeout: 180_000 }, async () => {
  const text = `a,b\n1,"${'x'.repeat(100_000_000)}"\n2,y\n3,z\n`;
  const { exitCode, stdout } = await inspect(text, ['--delimiter', ',', '--header', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    rows: 2,
    malformed: { count: 1, first: [{ lineNumber: 2, code: 'RECORD_TOO_LARGE' }] },
  });
});

/** Four times the heap that a profile needs; these rows, kept as values, need 200 MB. */
const heap = { NODE_OPTIONS: '--max-old-space-size=80' };

test(
  '300,000 rows fit a heap that has no room to keep them',
  { tags: ['full'], timeout: 480_000 },
  async () => {
    const path = join(folder, 'big.csv');
    const row = (at: number): string =>
      `${at},2024-01-0${1 + (at % 9)},AIRPORT ${at % 5000},OPERATOR ${at % 300},${at % 977}.25,${at % 400},` +
      `2024-01-01T10:00:${10 + (at % 50)}Z,"returned, landed safely; crew reported ""mayday"" ${at % 40_000}"\n`;
    await writeFile(path, 'id,day,airport,operator,cost,speed,at,notes\n');
    for (let start = 0; start < 300_000; start += 10_000) {
      await appendFile(path, Array.from({ length: 10_000 }, (_, at) => row(start + at)).join(''));
    }
    const { exitCode, stdout } = await wdh(['inspect', path, '--json'], { cwd: folder, env: heap });
    expect(exitCode).toBe(0);
    const { rows, statistics, proposedKey } = JSON.parse(stdout) as FileProfile;
    expect([rows, proposedKey]).toEqual([300_000, 'id']);
    expect(statistics.bytesRead).toBeGreaterThan(31_000_000);
  },
);

test('a table fits a terminal of 80 columns', async () => {
  const row = `${'long '.repeat(20)};2024-01-02T03:04:05Z;${'x'.repeat(300)}\n`;
  await writeFile(join(folder, 'long.csv'), `${'Name '.repeat(9)};At;Note\n${row.repeat(20)}`);
  const args = ['inspect', 'long.csv', '--delimiter', ';'];
  const { stdout } = await wdh(args, { cwd: folder, env: { COLUMNS: '80' } });
  const lines = stdout.split('\n').slice(4, 7);
  expect(lines.map((line) => line.length).filter((length) => length > 80)).toEqual([]);
  expect(lines[1]).toMatch(/timestamptz +0 +1 +2024-01-/);
});
