import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawWorkbook } from '../support/draw-workbook.js';
import { wdh } from '../support/start-wdh.js';

const fixtures = new URL('../../../file-connector/test/fixtures/read-any-file/', import.meta.url);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wdh-reading-'));
  await cp(fileURLToPath(fixtures), folder, { recursive: true });
  const two = '# One\nid | name\n1 | a\n2 | b\n# Two\nid | name\n3 | c\n';
  await writeFile(join(folder, 'two.xlsx'), await drawWorkbook(two));
  const rows = Array.from({ length: 12 }, (_, at) => `${at};0${1 + (at % 9)}/04/2025;1.234;1.0`);
  await writeFile(join(folder, 'ambiguous.csv'), `id;day;amount;part\n${rows.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

/** No database is named, and a local server would be made in the folder. */
const run = (...args: string[]) => wdh(args, { cwd: folder });

describe('wdh inspect proposes, and applies nothing:', () => {
  it.each([
    [
      'formats of numbers, with the share that fits',
      'decimal-comma.csv',
      [
        "--parse 'Preis=number:1.234,56 €'   80 % (4 cells)",
        "--parse 'Anteil=number:1234,56 %'   80 % (4 cells)",
        'Preis    text ',
      ],
    ],
    [
      'formats of dates',
      'dates-and-times.csv',
      [
        "--parse 'day=date:DD.MM.YYYY'   100 % (4 cells)",
        "--parse 'clock=datetime:M/D/YYYY h:mm A'   100 % (4 cells)",
        'day         text ',
      ],
    ],
    [
      'a number and a day that can be meant in two ways',
      'ambiguous.csv',
      [
        "day=date:DD/MM/YYYY'   100 % (12 cells), but it can be meant in another way",
        "day=date:MM/DD/YYYY'   100 % (12 cells), but it can be meant in another way",
        "amount=number:1.234,56'   100 % (12 cells), but it can be meant in another way",
      ],
    ],
    ['a row of units', 'units-row.csv', ['--skip-after-header 1', '3 rows in 4 lines']],
    ['a footer', 'footer-total.csv', ['--footer-rows 2', '4 rows in 7 lines']],
    ['formats beside signs of every kind', 'negative-amounts.csv', ['balance  text ']],
  ] as const)('%s', async (_what, file, expected) => {
    const { exitCode, stdout } = await run('inspect', file);
    expect(exitCode).toBe(0);
    for (const text of expected) expect(stdout).toContain(text);
  });

  it('the share and the doubt are there for scripts too', async () => {
    const { stdout } = await run('inspect', 'decimal-comma.csv', '--json');
    const { columns } = JSON.parse(stdout) as { readonly columns: readonly unknown[] };
    expect(columns[3]).toMatchObject({
      name: 'Bestand',
      type: 'numeric',
      formats: [{ format: 'number:1.234,56', cells: 5, share: 1, isAmbiguous: true }],
    });
  });
});

describe.each(['inspect', 'load'])(
  'wdh %s is one line that names the option for',
  { tags: ['full'] },
  (command) => {
    it.each<readonly [what: string, args: readonly string[], exitCode: number, option: string]>([
      ['a header of two rows', ['two-header-rows.csv'], 4, '--header-rows 2'],
      [
        'several sheets',
        ['two.xlsx'],
        4,
        'has 2 sheets: "One", "Two". Name the one to read with --sheet',
      ],
      ['a sheet that is not there', ['two.xlsx', '--sheet', 'Three'], 4, 'Three'],
      ['a sheet of a CSV file', ['units-row.csv', '--sheet', 'One'], 2, '--sheet does not apply'],
      ['a delimiter of a sheet', ['two.xlsx', '--delimiter', ';'], 2, '--format csv'],
      ['a path of a CSV file', ['units-row.csv', '--at', 'a.b'], 2, '--at does not apply'],
      [
        'a path that is not there',
        ['records-in-a-document.json', '--at', 'data.rows'],
        4,
        'data.rows',
      ],
      [
        'a format that is not known',
        ['decimal-comma.csv', '--parse', 'Preis=money:1'],
        2,
        '--parse',
      ],
      [
        'a format without marks',
        ['decimal-comma.csv', '--parse', 'Preis=number:1.234'],
        2,
        'show all marks',
      ],
      [
        'a column that is not there',
        ['decimal-comma.csv', '--parse', 'Price=number:1,5'],
        4,
        'Price',
      ],
      [
        'a property that no record has',
        ['late-columns.jsonl', '--parse', 'nam=number:1,5'],
        4,
        'late-columns.jsonl has no column "nam"',
      ],
      [
        'a property that no record of a document has',
        ['records-in-a-document.json', '--at', 'data.items', '--parse', 'Id=number:1,5'],
        4,
        '(did you mean "id"?)',
      ],
      [
        'two formats of a column',
        ['decimal-comma.csv', '--parse', 'a=number:1,5', '--parse', 'a=number:1.5'],
        2,
        'Join them with',
      ],
      ['a dialect that is not known', ['units-row.csv', '--dialect', 'oracle'], 2, '--dialect'],
      ['a name twice in the header', ['doubled-header.csv'], 4, '--number-headers'],
      ['a delimiter after the header', ['trailing-delimiter.csv'], 4, '--trailing-delimiter'],
      ['a document that is cut off', ['document-cut-off.json'], 4, 'its end is missing'],
    ])('%s', async (_what, args, exitCode, option) => {
      const into = command === 'load' ? ['--into', 't', '--create', '--dry-run'] : [];
      const result = await run(command, ...args, ...into);
      expect(result.stderr).toContain(option);
      expect(result.stderr).toMatch(/^[^\n]+\n$/);
      expect(result).toMatchObject({ exitCode, stdout: '' });
    });
  },
);

it('wdh new job refuses a property that no record has', async () => {
  const from = ['--from', 'late-columns.jsonl', '--dry-run'];
  const result = await run('new', 'job', 'late', ...from, '--parse', 'nam=number:1,5');
  expect(result).toMatchObject({ exitCode: 4, stdout: '' });
  expect(result.stderr).toContain('[COLUMN_NOT_IN_FILE] late-columns.jsonl has no column "nam"');
});
