import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { csvSource, excelSource } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/workbooks/${name}`, import.meta.url));

const office = [
  '/usr/bin/soffice',
  '/usr/local/bin/soffice',
  '/opt/libreoffice/program/soffice',
].find(existsSync);
if (office === undefined) {
  process.stderr.write(
    'SKIPPED: no workbook is made by LibreOffice, as soffice is not installed.\n',
  );
}

/** Converts a file to a workbook by LibreOffice; returns its path. */
async function converted(file: string, name: string): Promise<string> {
  const profile = `-env:UserInstallation=file://${path('profile')}`;
  const how = ['--headless', profile, '--convert-to', 'xlsx', '--outdir', path(''), file];
  await promisify(execFile)(office ?? '', how);
  return path(name);
}

async function expectEveryKind(file: string): Promise<void> {
  const source = excelSource(file, { sheet: 'Every kind', headerRow: 2 });
  const { rows, rejected, lineNumbers } = await readSource(source);
  expect(rows).toEqual([
    {
      id: '12345678901234567',
      text: '2025-03-05',
      number: '0.1',
      day: '2025-03-05',
      moment: '2025-03-05T13:45:00',
      time: '13:45:00',
      hours: '36:30:00',
      is: 'true',
      formula: '0.3',
    },
    {
      id: '007',
      text: 'two runs\ntwo lines “ü” 北京',
      number: '100000000000000000000',
      day: '1999-12-31',
      moment: '',
      time: '',
      hours: '',
      is: 'false',
      formula: '2025-03-05!',
    },
  ]);
  expect(lineNumbers).toEqual([3, 6]);
  expect(rejected).toMatchObject([{ code: 'CELL_ERROR', field: 'formula', lineNumber: 7 }]);
  expect(source.statistics).toMatchObject({ skippedLines: 1, blankLines: 2, hiddenRows: 1 });
}

describe('a workbook of LibreOffice', () => {
  it('is read with every kind of cell', async () => {
    await expectEveryKind(fixture('every-kind-of-cell.xlsx'));
  });

  it.skipIf(office === undefined)(
    'is read as it is made now',
    { timeout: 300_000, tags: ['full'] },
    async () => {
      const file = await converted(fixture('every-kind-of-cell.fods'), 'every-kind-of-cell.xlsx');
      await expectEveryKind(file);
    },
  );

  it.skipIf(office === undefined)(
    'has the rows of the CSV file from which it was made, 100,000 of 20 columns',
    { timeout: 600_000, tags: ['full'] },
    async () => {
      const names = Array.from({ length: 20 }, (_, column) => `c${column}`).join(',');
      const lines = Array.from({ length: 100_000 }, (_, row) =>
        Array.from({ length: 20 }, (_, column) =>
          column % 2 === 0 ? String(row * 7 + column) : `text ${(row * column) % 977}`,
        ).join(','),
      );
      await writeFile(path('big.csv'), `${names}\n${lines.join('\n')}\n`);
      const sheet = await readSource(excelSource(await converted(path('big.csv'), 'big.xlsx')));
      const csv = await readSource(csvSource(path('big.csv')));
      expect(sheet.rows).toHaveLength(100_000);
      expect(sheet).toEqual(csv);
    },
  );
});

describe('a workbook of a library', () => {
  const day = new Date(Date.UTC(2025, 2, 5));
  const rows = [
    ['id', 'day', 'moment', 'is', 'text'],
    ['12345678901234567', day, new Date(Date.UTC(2025, 2, 5, 13, 45)), true, ' a\r\n<b> '],
    [1.1, day, null, false, '2025-03-05'],
  ];
  const expected = [
    {
      id: '12345678901234567',
      day: '2025-03-05',
      moment: '2025-03-05T13:45:00',
      is: 'true',
      text: ' a\r\n<b> ',
    },
    { id: '1.1', day: '2025-03-05', moment: '', is: 'false', text: '2025-03-05' },
  ];
  const cells = new Map([
    ['1,1', { style: { numFmt: 'dd.mm.yyyy' } }],
    ['2,1', { style: { numFmt: 'yyyy-mm-dd' } }],
    ['1,2', { style: { numFmt: 'yyyy-mm-dd hh:mm' } }],
  ]);
  const sheets = [{ name: 'Data', rows, cells }];

  it.each([
    ['with shared strings', { stringMode: 'shared' }],
    ['with inline strings', { stringMode: 'inline' }],
    ['in the calendar of 1904', { dateSystem: '1904' }],
    ['with macros', { vbaProject: Buffer.from('Sub Auto_Open()') }],
  ] as const)('is read %s', async (_how, options) => {
    await writeFile(path('in.xlsx'), await writeXlsx({ sheets, ...options }));
    const { rows: found, rejected } = await readSource(excelSource(path('in.xlsx')));
    expect(rejected).toEqual([]);
    expect(found).toEqual(expected);
  });

  it('is refused with a password, with advice', async () => {
    const options = { sheets, encryption: { password: 'p', spinCount: 100 } };
    await writeFile(path('in.xlsx'), await writeXlsx(options));
    await expect(readSource(excelSource(path('in.xlsx')))).rejects.toThrow(
      'is encrypted with a password',
    );
  });

  it('is read with 100,000 rows of 20 columns', { timeout: 300_000, tags: ['full'] }, async () => {
    const big = Array.from({ length: 100_001 }, (_, row) =>
      Array.from({ length: 20 }, (_, column) => (row === 0 ? `c${column}` : row * column)),
    );
    await writeFile(path('big.xlsx'), await writeXlsx({ sheets: [{ name: 'S', rows: big }] }));
    let count = 0;
    let wrong = 0;
    for await (const { rows: found } of excelSource(path('big.xlsx')).read()) {
      for (const row of found) {
        count += 1;
        if (row['c1'] !== String(count) || row['c19'] !== String(count * 19)) wrong += 1;
      }
    }
    expect(wrong).toBe(0);
    expect(count).toBe(100_000);
  });
});
