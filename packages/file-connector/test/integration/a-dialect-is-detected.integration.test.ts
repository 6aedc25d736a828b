import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { csvSource, detectDialect } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const strikes = fileURLToPath(
  new URL('../../../../apps/sample-job/data/wildlife-strikes.csv', import.meta.url),
);

it.each([
  ['commas', 'a,b\n1,"x;y"\n2,z\n', { delimiter: ',', quote: '"' }],
  ['semicolons, decimal commas', 'a;b\n1,5;2,5\n3,5;4\n', { delimiter: ';', quote: '"' }],
  ['tabs', 'a\tb\tc\n1\t2\t3, 4\n', { delimiter: '\t', quote: '"' }],
  ['single quotes', "a|b\n'x|y'|2\n'z|z'|3\n", { delimiter: '|', quote: "'" }],
])(
  'detectDialect finds %s with certainty, and the file is read accordingly',
  async (_name, text, dialect) => {
    await writeFile(path('in.csv'), text);
    const detected = await detectDialect(path('in.csv'));
    expect(detected).toMatchObject({ dialect, confidence: 1, encodings: ['utf-8'] });
    const { rejected } = await readSource(csvSource(path('in.csv'), detected.dialect));
    expect(rejected).toEqual([]);
  },
);

it.each([
  ['one column', 'a\n1\n2\n', 0],
  ['nothing', '', 0],
  ['two equally likely delimiters', 'a,b;c\n1,2;3\n', 0.5],
  ['records of different lengths', 'a,b\n1,2\n1,2,3\n1,2\n', 0.75],
])('detectDialect is not certain of %s', async (_name, text, confidence) => {
  await writeFile(path('in.csv'), text);
  expect((await detectDialect(path('in.csv'))).confidence).toBeCloseTo(confidence);
});

it('detectDialect proposes the possible encodings, also of compressed files', async () => {
  const bytes = iconv.encode('名称,金额\n中文,1\n', 'gb18030');
  await writeFile(path('in.gz'), gzipSync(bytes));
  const { encodings, dialect } = await detectDialect(path('in.gz'));
  expect(encodings[0]).toBe('gb18030');
  expect(encodings).not.toContain('utf-8');
  expect(dialect.delimiter).toBe(',');
  await writeFile(path('in.csv'), Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'));
  expect(await detectDialect(path('in.csv'))).toMatchObject({
    encodings: ['utf-16le'],
    confidence: 1,
  });
});

it('detectDialect reads only the beginning of a long file', async () => {
  expect(await detectDialect(strikes)).toMatchObject({
    dialect: { delimiter: ',', quote: '"' },
    confidence: 1,
  });
});

it.each([
  ['a semicolon', 'a;b\n1;2\n', undefined, "delimiter: ';'"],
  ['a tab', 'a\tb\n1\t2\n', undefined, String.raw`delimiter: '\t'`],
  ['a vertical bar', 'a|b\n1|2\n', undefined, "delimiter: '|'"],
  ['a comma', 'a,b\n1,2\n', ';', "delimiter: ','"],
  ['a semicolon more often', 'a, x;b;c\n1;2;3\n', '|', "delimiter: ';'"],
])(
  'csvSource refuses a header of one column with %s in it',
  async (_name, text, delimiter, advice) => {
    await writeFile(path('in.csv'), text);
    const reading = readSource(csvSource(path('in.csv'), { delimiter }));
    await expect(reading).rejects.toMatchObject({ code: 'CSV_HEADER_INVALID', category: 'data' });
    await expect(reading).rejects.toThrow(advice);
    await expect(reading).rejects.toThrow('detectDialect');
  },
);

it('csvSource reads one column with a delimiter in its name where columns names it', async () => {
  await writeFile(path('in.csv'), 'a;b\n1;2\n');
  const named = csvSource(path('in.csv'), { columns: ['a;b'] });
  expect((await readSource(named)).rows).toEqual([{ 'a;b': '1;2' }]);
  const renamed = csvSource(path('in.csv'), { renameColumns: { 'a;b': 'c' } });
  expect((await readSource(renamed)).rows).toEqual([{ c: '1;2' }]);
});

it('csvSource reports a file that has the expected columns in another dialect', async () => {
  await writeFile(path('in.csv'), 'a;b\n1;2\n');
  const reading = readSource(csvSource(path('in.csv'), { columns: ['a', 'b'] }));
  await expect(reading).rejects.toThrow("delimiter: ';'");
});
