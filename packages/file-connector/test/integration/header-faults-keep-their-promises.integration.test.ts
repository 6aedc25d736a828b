import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { csvSource, type CsvSourceOptions } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();

async function read(content: string, options: CsvSourceOptions = {}) {
  await writeFile(path('in.csv'), content);
  const source = csvSource(path('in.csv'), options);
  return { ...(await readSource(source)), statistics: source.statistics };
}

describe('of the header', () => {
  it.each(['', '\ufeff', '\n', '\r\n\r\n'])(
    'C01: a file of %j has none, and says so',
    async (text) => {
      await expect(read(text)).rejects.toMatchObject({ code: 'CSV_NO_HEADER', category: 'data' });
    },
  );

  it('C02: a file of a header alone has no rows', async () => {
    expect(await read('a,b\n')).toMatchObject({ rows: [], statistics: { records: 0, lines: 1 } });
  });

  const columns = ['id', 'flight_date'];
  it.each([
    ['duplicate', 'id,id,flight_date', 'more than one column named "id"'],
    ['empty', 'id,,flight_date', 'no name in column 2'],
    ['misspelt', 'id,fligth_date', 'did you mean "flight_date"'],
    ['missing', 'id', 'missing "flight_date"'],
    ['extra', 'id,flight_date,x', 'unknown "x"'],
    ['other case', 'ID,flight_date', 'did you mean "id"'],
    ['longer than 63 bytes', `id,flight_date,${'x'.repeat(64)}`, 'unknown "xxx'],
  ])('C03: %s names are listed', async (_name, header, problem) => {
    const reading = read(`${header}\n1,2\n`, { columns });
    await expect(reading).rejects.toMatchObject({ code: 'CSV_HEADER_INVALID' });
    await expect(reading).rejects.toThrow(problem);
  });

  it('C03: reordered names load by name', async () => {
    const { rows } = await read('flight_date,id\nd,1\n', { columns });
    expect(rows).toEqual([{ id: '1', flight_date: 'd' }]);
  });

  it('C04: SQL and __proto__ are names like any other', async () => {
    const { rows } = await read(`__proto__,"x""; DROP TABLE t; --"\n1,2\n`);
    expect(Object.entries(rows[0] ?? {})).toEqual([
      ['__proto__', '1'],
      ['x"; DROP TABLE t; --', '2'],
    ]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
