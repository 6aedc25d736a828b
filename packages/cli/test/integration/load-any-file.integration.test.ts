// @module-tag full
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { useWorkplace } from '../support/use-workplace.js';

const fixtures = new URL('../../../file-connector/test/fixtures/read-any-file/', import.meta.url);
const place = useWorkplace();
beforeAll(() => cp(fileURLToPath(fixtures), place.folder, { recursive: true }));

/** A file with the options that a person would give, and what the table then has, as the server writes it. */
type Case = readonly [
  file: string,
  options: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  rejected?: number,
];

const unnamed = ['--no-header', '--columns', 'id,name,note'];
const mysql = [
  ['1', 'Anna', 'likes\ttabs'],
  ['2', String.raw`Bob\Co`, null],
  ['3', 'Çelik', 'two\nlines'],
  ['4', 'N', 'NULL'],
];

const cases: readonly Case[] = [
  [
    'ascii-separators.txt',
    ['--delimiter', String.raw`\x1f`, '--record-separator', String.raw`\x1e`],
    [
      ['1', 'two\nlines'],
      ['2', 'x\u001ey'],
    ],
  ],
  [
    'bar-at-line-end.txt',
    ['--delimiter', 'pipe', '--record-separator', String.raw`|\n`],
    [
      ['1', 'Anna'],
      ['2', 'two\nlines'],
    ],
  ],
  [
    'blanks-around-cells.csv',
    ['--delimiter', 'comma', '--header', '--trim', 'all', '--null', 'NA'],
    [
      ['1', 'Ada', 'kept'],
      ['2', 'Kurt', null],
      ['3', null, null],
    ],
  ],
  [
    'blanks-around-quotes.csv',
    ['--delimiter', ',', '--quote', '"', '--comment', '#', '--trim', 'unquoted', '--header'],
    [
      ['1', 'Smith, Anna', 'x'],
      ['2', '  kept  ', null],
    ],
  ],
  [
    'dates-and-times.csv',
    [
      ['day=date:DD.MM.YYYY', 'named=date:D. MMMM YYYY', 'two_digits=date:DD-MMM-YY; pivot=1970'],
      ['sent=datetime:DD.MM.YYYY HH:mm @Europe/Berlin; gap=later; repeat=first'],
      [
        'clock=datetime:M/D/YYYY h:mm A',
        'serial=datetime:excel-1900',
        'epoch=datetime:epoch-seconds',
      ],
    ].flatMap((formats) => formats.flatMap((format) => ['--parse', format])),
    [
      [...Array.from({ length: 3 }, () => '2025-03-05'), '2025-03-05 13:30:00+00'].concat([
        '2025-03-05 14:30:00',
        '2025-03-05 14:30:00',
        '2025-03-05 14:30:00.5+00',
      ]),
      [...Array.from({ length: 3 }, () => '2024-02-29'), '2025-03-30 01:30:00+00'].concat([
        '2024-02-29 00:00:00',
        '2024-02-29 00:00:00',
        '2024-02-29 00:00:00+00',
      ]),
      [...Array.from({ length: 3 }, () => '1970-12-31'), '2025-10-26 02:30:00+00'].concat([
        '1970-12-31 12:00:00',
        '1970-12-31 12:00:00',
        '1969-12-31 23:59:59.999999+00',
      ]),
    ],
    1,
  ],
  [
    'decimal-comma.csv',
    [
      ...['--delimiter', ';', '--parse', 'Preis=number:1.234,56 €'],
      ...['--parse', 'Anteil=number:12,5 %', '--parse', 'Bestand=number:1.234.567'],
    ],
    [
      ['Schraube', '1234.56', '0.125', '1000'],
      ['Mutter', '0.05', '1.00', '-20'],
      ['Bolzen', '12345678.90', '0.0025', '0'],
    ],
    2,
  ],
  ['documents-after-each-other.json', [], [['1'], ['2'], ['3']]],
  [
    'doubled-header.csv',
    ['--number-headers'],
    [
      ['1', '5.00', '6.00', 'x', '7.00'],
      ['2', '8.00', '9.00', 'y', '4.00'],
    ],
  ],
  [
    'excel-semicolon.csv',
    ['--dialect', 'excel-semicolon', '--parse', 'Betrag=number:1.234,50'],
    [
      ['Müller', '1234.50'],
      ['Co; KG', '0.5'],
    ],
  ],
  [
    'excel-sep-line.csv',
    ['--dialect', 'excel', '--parse', 'Betrag=number:1.234,50'],
    [['Müller', '1234.50']],
  ],
  [
    'excel-unicode-text.txt',
    ['--dialect', 'unicode-text'],
    [
      ['Жук', '東京'],
      ['a "b"', 'Oslo'],
    ],
  ],
  [
    'footer-total.csv',
    ['--footer', 'Total', '--footer', 'Printed'],
    [
      ['1001', '250.00'],
      ['1002', '99.50'],
      ['1003', '0.50'],
    ],
  ],
  [
    'late-columns.jsonl',
    [],
    [
      ['1', 'hammer', '12.5', null],
      ['2', 'saw', null, null],
      ['3', 'file', null, 'sold out'],
      ['2', null, '20', null],
    ],
  ],
  ['mysql-outfile.txt', ['--dialect', 'mysql', ...unnamed], mysql],
  [
    'mysql-outfile-enclosed.txt',
    ['--dialect', 'mysql-enclosed', '--delimiter', ',', ...unnamed],
    [['1', 'Anna', 'says "hi", often'], ...mysql.slice(1)],
  ],
  [
    'negative-amounts.csv',
    ['--parse', 'balance=number:(1,234.56) | 1,234.56- | −1,234.56; negative 1 DR; positive 1 CR'],
    [
      ['1000', '-1234.56'],
      ['1001', '-1234.56'],
      ['1002', '-1234.56'],
      ['1003', '-1234.56'],
      ['1004', '1234.56'],
    ],
    1,
  ],
  [
    'postgres-copy.csv',
    ['--dialect', 'postgres-csv'],
    [
      ['1', 'Anna', 'says "hi", often'],
      ['2', null, ''],
      ['3', 'Çelik', 'two\nlines'],
    ],
  ],
  ['postgres-copy.txt', ['--dialect', 'postgres-text', ...unnamed], mysql],
  [
    'quoted-empty.csv',
    ['--delimiter', ',', '--header', '--empty', 'null', '--null', 'NA'],
    [
      ['1', null],
      ['2', null],
      ['3', null],
      ['4', null],
    ],
  ],
  [
    'records-in-a-document.json',
    ['--at', 'data.items'],
    [
      ['1', '{"city": "Rome"}', '["new", "vip"]'],
      ['2', null, null],
      ['3', '{}', '["old"]'],
    ],
  ],
  [
    'tab-separated.tsv',
    ['--dialect', 'tsv'],
    [
      ['Anna', 'São Paulo'],
      ['a\tb', 'Oslo'],
    ],
  ],
  [
    'trailing-delimiter.csv',
    ['--delimiter', ',', '--header', '--trailing-delimiter'],
    [
      ['1', 'Ada', 'London'],
      ['2', 'Kurt', null],
    ],
    1,
  ],
  [
    'two-bar-delimiter.txt',
    ['--delimiter', '||'],
    [
      ['1', 'a|b', 'x||y'],
      ['2', 'c', null],
    ],
  ],
  [
    'two-header-rows.csv',
    ['--header-rows', '2', '--fill-header', '--number-headers'],
    [
      ['2026-01-02', '11.50', '11.90', '120', 'a'],
      ['2026-01-03', '11.70', '12.10', '80', 'b'],
    ],
  ],
  [
    'units-row.csv',
    ['--skip-after-header', '1'],
    [
      ['1', '2.50', '70'],
      ['2', '2.60', '71'],
    ],
  ],
];

const tableOf = (file: string): string => file.replaceAll(/\W/g, '_');

const files = cases.map(([file, options, rows, rejected = 0]) => ({
  file,
  options,
  rows,
  rejected,
}));

it.each(files)('$file is loaded into a table that is made for it', async (given) => {
  const { file, options, rows, rejected } = given;
  const into = ['load', file, '--into', tableOf(file), '--error-threshold', '1'];
  const result = await place.run(...into, '--create', '--yes', ...options);
  expect(result).toMatchObject({ exitCode: 0 });
  expect(result.stdout).toMatch(new RegExp(String.raw`│ rejected +│ +${rejected} │`));
  expect(await cellsOf(tableOf(file))).toEqual(rows);
});

it.each(files)('$file is loaded into a table that exists', async ({ file, options, rows }) => {
  const table = `${tableOf(file)}_again`;
  await place.sql.unsafe(`create table ${table} (like ${tableOf(file)} including all)`);
  const into = ['load', file, '--into', table, '--error-threshold', '1'];
  const result = await place.run(...into, ...options);
  expect(result).toMatchObject({ exitCode: 0 });
  expect(await cellsOf(table)).toEqual(rows);
});

it.each(['gro\u0308sse', 'gr\u00f6sse'])(
  'a format is that of a column with the same letters: %j',
  async (name) => {
    await place.sql.unsafe(
      'drop table if exists sizes; create table sizes (id int, grösse numeric)',
    );
    await writeFile(join(place.folder, 'sizes.csv'), 'id;gro\u0308sse\n1;1.234,5\n2;7,25\n');
    const into = ['load', 'sizes.csv', '--into', 'sizes', '--force'];
    const result = await place.run(...into, '--parse', `${name}=number:1.234,56`);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(await cellsOf('sizes')).toEqual([
      ['1', '1234.5'],
      ['2', '7.25'],
    ]);
  },
);

it('a column is renamed by a name with the same letters', async () => {
  await place.sql.unsafe('drop table if exists sizes; create table sizes (id int, size text)');
  await writeFile(join(place.folder, 'sizes.csv'), 'id;gr\u00f6sse;no\u0308te\n1;a;x\n2;b;y\n');
  const into = ['load', 'sizes.csv', '--into', 'sizes', '--force', '--omit', 'n\u00f6te'];
  const result = await place.run(...into, '--rename', 'gro\u0308sse=size');
  expect(result).toMatchObject({ exitCode: 0 });
  expect(await cellsOf('sizes')).toEqual([
    ['1', 'a'],
    ['2', 'b'],
  ]);
});

/** The texts of the server, in the order of the file. */
async function cellsOf(table: string): Promise<(string | null)[][]> {
  const rows = await place.sql.unsafe(`table ${table}`).raw();
  return rows.map((cells) => cells.map((cell: Buffer | null) => cell?.toString() ?? null));
}
