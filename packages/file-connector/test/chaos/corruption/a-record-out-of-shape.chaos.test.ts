import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { peakMemoryOf } from '../../../../../tools/vitest/peak-memory.js';
import { codesAndLines, readAccounted } from '../../support/read-accounted.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();

/** Reads a file in a separate process, and returns how much more memory it needs than a small file. */
async function readMeasured(file: string, ...options: readonly string[]) {
  const program = new URL('../../support/read-file.ts', import.meta.url);
  await writeFile(path('small.csv'), 'a,b\n1,x\n');
  const small = await peakMemoryOf(program, [path('small.csv')]);
  const { stdout, peakBytes } = await peakMemoryOf(program, [file, ...options]);
  return { read: JSON.parse(stdout) as unknown, moreBytes: peakBytes - small.peakBytes };
}

it.each([
  ['with a missing cell', '3', 'TOO_FEW_FIELDS 3'],
  ['with a surplus cell', '4,5,6', 'TOO_MANY_FIELDS 3'],
  ['with a thousand surplus cells', `4${',5'.repeat(1000)}`, 'TOO_MANY_FIELDS 3'],
])(
  'C05 a record %s: only this record is rejected, with its line',
  async (_fault, record, rejects) => {
    const { rows, rejected } = await readAccounted(path('in.csv'), `a,b\n1,2\n${record}\n7,8\n`);
    expect(rows.map(({ a }) => a)).toEqual(['1', '7']);
    expect(codesAndLines(rejected)).toEqual([rejects]);
    expect(rejected[0]).toMatchObject({ rowNumber: 2, input: record });
  },
);

it('C05 the last record truncated by the end of the file: it is rejected, not padded', async () => {
  const { rows, rejected } = await readAccounted(path('in.csv'), 'a,b\n1,2\n3');
  expect(rows).toHaveLength(1);
  expect(codesAndLines(rejected)).toEqual(['TOO_FEW_FIELDS 3']);
});

it.each([
  ['a stray quote', '1,x"y', 'STRAY_QUOTE 2', 3],
  ['text after a closing quote', '1,"p" q', 'TEXT_AFTER_QUOTE 2', 3],
  ['text after a quote that closes one line later', '1,"p\nq" r', 'TEXT_AFTER_QUOTE 2', 4],
  ['a lone quote in the middle of a quoted cell', '1,"p " q"', 'TEXT_AFTER_QUOTE 2', 3],
])(
  'C06 %s: the record is rejected with all its lines, the next one is read',
  async (_fault, record, rejects, nextLine) => {
    const { rows, rejected, lineNumbers } = await readAccounted(
      path('in.csv'),
      `a,b\n${record}\n3,ok\n`,
    );
    expect(rows).toEqual([{ a: '3', b: 'ok' }]);
    expect(lineNumbers).toEqual([nextLine]);
    expect(codesAndLines(rejected)).toEqual([rejects]);
    expect(rejected[0]?.input).toBe(record);
  },
);

it.each([
  ['in the first record', '1,"x\n2,y\n3,z\n', 'QUOTE_NOT_CLOSED 2', ['2', '3']],
  ['in the last record', '2,y\n1,"x\n', 'QUOTE_NOT_CLOSED 3', ['2']],
  ['at the end of the file', '2,y\n1,"', 'QUOTE_NOT_CLOSED 3', ['2']],
])(
  'C07 a quote never closed %s: it is rejected with its line, reading continues after it',
  async (_fault, records, rejects, loaded) => {
    const { rows, rejected } = await readAccounted(path('in.csv'), `a,b\n${records}`);
    expect(codesAndLines(rejected)).toEqual([rejects]);
    expect(rows.map(({ a }) => a)).toEqual(loaded);
  },
);

it(
  'C07 a quote never closed, and 120 MB after it: one record is lost, memory stays bounded',
  { tags: ['full'] },
  async () => {
    const lines = 1_000_000;
    await writeFile(path('big.csv'), `a,b\n1,"x\n${`2,${'y'.repeat(117)}\n`.repeat(lines)}`);
    const { read, moreBytes } = await readMeasured(path('big.csv'));
    expect(read).toMatchObject({ rowCount: lines, rejects: ['QUOTE_NOT_CLOSED 2'] });
    expect(moreBytes).toBeLessThan(100e6);
  },
);

it('C07 a quote never closed every hundredth record: each loses only its own record', async () => {
  const records = Array.from({ length: 5000 }, (_, at) =>
    at % 100 === 0 ? `${at},"x` : `${at},y`,
  );
  const { rows, rejected } = await readAccounted(path('in.csv'), `a,b\n${records.join('\n')}\n`);
  expect(rejected).toHaveLength(50);
  expect(rows).toHaveLength(4950);
  expect(codesAndLines(rejected)[1]).toBe('QUOTE_NOT_CLOSED 102');
});

it(
  'C14 a field of 100 MB: its record is rejected in bounded memory, the next one is read',
  { tags: ['full'] },
  async () => {
    await writeFile(path('big.csv'), pieces());
    const { read, moreBytes } = await readMeasured(path('big.csv'));
    expect(read).toEqual({
      rowCount: 1,
      lastRow: { a: '2', b: 'y' },
      rejects: ['RECORD_TOO_LARGE 2'],
    });
    expect(moreBytes).toBeLessThan(100e6);

    function* pieces() {
      yield Buffer.from('a,b\n1,');
      for (let part = 0; part < 10; part += 1) yield Buffer.alloc(1e7, 'x');
      yield Buffer.from('\n2,y\n');
    }
  },
);

it(
  'C14 a field of 100 MB within the limit: it is read in less than four times its size of memory',
  { tags: ['full'] },
  async () => {
    await writeFile(path('big.csv'), pieces());
    const { read, moreBytes } = await readMeasured(path('big.csv'), '200000000');
    expect(read).toEqual({ rowCount: 2, lastRow: { a: '2', b: 'y' }, rejects: [] });
    expect(moreBytes).toBeLessThan(400e6);

    function* pieces() {
      yield Buffer.from('a,b\n1,"');
      for (let part = 0; part < 10; part += 1) yield Buffer.alloc(1e7, 'x ""y""\n');
      yield Buffer.from('"\n2,y\n');
    }
  },
);

it('C14 a field over the limit with newlines: its lines are rejected, the next record is read', async () => {
  const field = 'x\n'.repeat(1000);
  const options = { maxRecordBytes: 500 };
  const { rows, rejected } = await readAccounted(
    path('in.csv'),
    `a,b\n1,"${field}"\n2,y\n`,
    options,
  );
  expect(rejected.length).toBeGreaterThan(0);
  expect(rejected[0]).toMatchObject({ lineNumber: 2, code: 'QUOTE_NOT_CLOSED' });
  expect(rows).toEqual([{ a: '2', b: 'y' }]);
});

it('C14 10,000 columns: they are read', async () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
  const text = `${names.join(',')}\n${names.map(() => '1').join(',')}\n`;
  const { rows } = await readAccounted(path('in.csv'), text);
  expect(Object.keys(rows[0] ?? {})).toEqual(names);
});
