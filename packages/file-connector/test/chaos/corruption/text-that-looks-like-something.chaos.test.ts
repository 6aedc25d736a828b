import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { csvSink } from '../../../src/index.js';
import { readAccounted } from '../../support/read-accounted.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();

it.each([
  ['CR only', 'a\r1\r2\r', ['1', '2'], [2, 3]],
  ['LF, CRLF and CR in one file', 'a\r1\n2\r\n3', ['1', '2', '3'], [2, 3, 4]],
  [
    'newlines of three kinds in quotes',
    'a\n"p\r\nq"\n"r\rs"\n"t\nu"\n',
    ['p\r\nq', 'r\rs', 't\nu'],
    [2, 4, 6],
  ],
  [
    'U+2028, U+2029 and U+0085',
    'a\nx\u2028y\u2029z\u0085\n2\n',
    ['x\u2028y\u2029z\u0085', '2'],
    [2, 3],
  ],
  ['vertical tab and form feed', 'a\nx\v\fz\n2\n', ['x\v\fz', '2'], [2, 3]],
])(
  'C12 %s in the data: the cells are complete and line numbers are physical',
  async (_fault, text, cells, lines) => {
    const { rows, lineNumbers } = await readAccounted(path('in.csv'), text);
    expect(rows.map(({ a }) => a)).toEqual(cells);
    expect(lineNumbers).toEqual(lines);
  },
);

it.each([
  ['the end-of-data mark of COPY', '\\.'],
  ['the NULL of COPY', '\\N'],
  ['backslashes', 'C:\\x\\'],
  ['a formula', '=1+1'],
  ['a spreadsheet command', "@SUM(1+9)*cmd|' /C calc'!A0"],
  ['text with blanks at its ends', ' x '],
  ['a number with leading zeros', '007'],
  ['text with a byte order mark inside', 'x\ufeff'],
])('C13 a cell that is %s: it is read verbatim', async (_fault, cell) => {
  const { rows, rejected } = await readAccounted(path('in.csv'), `a,b\n${cell},1\n`);
  expect({ rows, rejected }).toEqual({ rows: [{ a: cell, b: '1' }], rejected: [] });
});

it('C13 formulas in written rows: they are read back verbatim, or as text with neutralizeFormulas', async () => {
  const rows = [{ a: '=1+1' }, { a: '\\.' }];
  await csvSink(path('out.csv'), { headers: ['a'] }).write(rows);
  expect((await readAccounted(path('in.csv'), await readFile(path('out.csv')))).rows).toEqual(rows);
  await csvSink(path('out.csv'), { headers: ['a'], neutralizeFormulas: true }).write(rows);
  expect((await readAccounted(path('in.csv'), await readFile(path('out.csv')))).rows[0]).toEqual({
    a: "'=1+1",
  });
});

it('C19 forms of NULL: without the option every cell is text', async () => {
  const { rows } = await readAccounted(path('in.csv'), 'a,b,c,d,e\n,"",NULL,NA,\\N\n');
  expect(rows).toEqual([{ a: '', b: '', c: 'NULL', d: 'NA', e: '\\N' }]);
});

it('C19 forms of NULL: only the texts of the option are null, and only without quotes', async () => {
  const text = 'a,b,c,d,e\n,"",NULL,NA,"NULL"\n';
  const { rows } = await readAccounted(path('in.csv'), text, { nullValues: ['', 'NULL'] });
  expect(rows).toEqual([{ a: null, b: '', c: null, d: 'NA', e: 'NULL' }]);
});

it('C23 a preamble before the header: an error about the header, unless its lines are skipped', async () => {
  const text = 'Report 2025\n\na,b\n1,2\n';
  const columns = ['a', 'b'];
  await expect(readAccounted(path('in.csv'), text, { columns })).rejects.toMatchObject({
    code: 'CSV_HEADER_INVALID',
  });
  const { rows } = await readAccounted(path('in.csv'), text, { columns, skipLines: 2 });
  expect(rows).toEqual([{ a: '1', b: '2' }]);
});

it.each([
  ['a repeated header', 'a,b', ['REPEATED_HEADER']],
  ['a second table of more columns', '\nx,y,z\n5,6,7', ['TOO_MANY_FIELDS', 'TOO_MANY_FIELDS']],
  ['a footer of one cell', '2 records', ['TOO_FEW_FIELDS']],
])('C23 %s among the records: it is rejected, never loaded', async (_fault, junk, codes) => {
  const { rows, rejected } = await readAccounted(path('in.csv'), `a,b\n1,2\n${junk}\n3,4\n`);
  expect(rows.map(({ a }) => a)).toEqual(['1', '3']);
  expect(rejected.map(({ code }) => code)).toEqual(codes);
});
