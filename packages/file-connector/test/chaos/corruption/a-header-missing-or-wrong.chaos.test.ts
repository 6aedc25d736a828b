import { expect, it } from 'vitest';
import { readAccounted } from '../../support/read-accounted.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();
const columns = ['id', 'flight_date'] as const;

it.each([
  ['an empty file', ''],
  ['a file with only a byte order mark', '\ufeff'],
  ['a file with only a newline', '\n'],
  ['a file of blank lines with a byte order mark', '\ufeff\r\n\r\n'],
])('C01 %s: the error says that there is no header', async (_fault, text) => {
  const reading = readAccounted(path('in.csv'), text);
  await expect(reading).rejects.toMatchObject({ code: 'CSV_NO_HEADER', category: 'data' });
  await expect(reading).rejects.toThrow(`${path('in.csv')} has no header`);
});

it.each([
  ['with a last newline', 'id,flight_date\n'],
  ['without a last newline', 'id,flight_date'],
  ['with blank lines after it', 'id,flight_date\r\n\r\n\r\n'],
])('C02 a header alone, %s: it is read as no rows', async (_fault, text) => {
  const { rows, rejected, statistics } = await readAccounted(path('in.csv'), text, { columns });
  expect({ rows, rejected }).toEqual({ rows: [], rejected: [] });
  expect(statistics).toMatchObject({ records: 0, headerLines: 1 });
});

it.each([
  ['a duplicate name', 'id,id,flight_date', 'more than one column named "id"'],
  ['an empty name', 'id,,flight_date', 'no name in column 2'],
  ['a name of blanks', 'id,  ,flight_date', 'no name in column 2'],
  ['a misspelt name', 'id,fligth_date', '"fligth_date" (did you mean "flight_date"?)'],
  ['a missing name', 'id', 'missing "flight_date"'],
  ['an extra name', 'id,flight_date,x', 'unknown "x"'],
  ['a name in another case', 'ID,flight_date', '"ID" (did you mean "id"?)'],
  ['a name longer than 63 bytes', `id,flight_date,${'x'.repeat(64)}`, 'unknown "xxx'],
  ['a name of 10,000 characters', `id,flight_date,${'x'.repeat(1e4)}`, `${'x'.repeat(80)}…"`],
  ['semicolons instead of commas', 'id;flight_date', 'missing "id", "flight_date"'],
])(
  'C03 %s in the header: the error lists it before the first row',
  async (_fault, header, problem) => {
    const reading = readAccounted(path('in.csv'), `${header}\n1,2\n`, { columns });
    await expect(reading).rejects.toMatchObject({ code: 'CSV_HEADER_INVALID', category: 'data' });
    await expect(reading).rejects.toThrow(problem);
  },
);

it('C03 several faults in one header: all of them are listed at once', async () => {
  const reading = readAccounted(path('in.csv'), 'id,id,,fligth_date,x\n1,2,3,4,5\n', { columns });
  await expect(reading).rejects.toThrow(
    /no name in column 3; more than one column named "id"; missing "flight_date"; unknown "fligth_date" \(did you mean "flight_date"\?\), "x"/,
  );
});

it('C03 reordered names: cells follow their names', async () => {
  const { rows } = await readAccounted(path('in.csv'), 'flight_date,id\nd,1\n', { columns });
  expect(rows).toEqual([{ id: '1', flight_date: 'd' }]);
});

it('C03 a record instead of the header: the error repeats none of its cells', async () => {
  const reading = readAccounted(path('in.csv'), 'canary-1,canary-2\n1,2\n', { columns });
  await expect(reading).rejects.toMatchObject({ code: 'CSV_HEADER_INVALID' });
  await expect(reading).rejects.not.toThrow('canary');
});

it('C04 SQL and __proto__ as names: they are ordinary names', async () => {
  const header = '__proto__,constructor,"x""; DROP TABLE t; --"';
  const { rows } = await readAccounted(path('in.csv'), `${header}\n1,2,3\n`);
  expect(Object.entries(rows[0] ?? {})).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['x"; DROP TABLE t; --', '3'],
  ]);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
