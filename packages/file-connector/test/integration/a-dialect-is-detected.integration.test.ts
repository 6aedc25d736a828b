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
])('detectDialect finds %s, certainly, and the file reads so', async (_name, text, dialect) => {
  await writeFile(path('in.csv'), text);
  const detected = await detectDialect(path('in.csv'));
  expect(detected).toMatchObject({ dialect, confidence: 1, encodings: ['utf-8'] });
  const { rejected } = await readSource(csvSource(path('in.csv'), detected.dialect));
  expect(rejected).toEqual([]);
});

it.each([
  ['one column', 'a\n1\n2\n', 0],
  ['nothing', '', 0],
  ['two delimiters alike', 'a,b;c\n1,2;3\n', 0.5],
  ['a preamble', 'Report\n2025\na,b\n1,2\n3,4\n5,6\n', 4 / 6],
])('detectDialect is not certain of %s', async (_name, text, confidence) => {
  await writeFile(path('in.csv'), text);
  expect((await detectDialect(path('in.csv'))).confidence).toBeCloseTo(confidence);
});

it('detectDialect proposes the encodings that fit, of compressed files too', async () => {
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

it('detectDialect reads the beginning of a long file only', async () => {
  expect(await detectDialect(strikes)).toMatchObject({
    dialect: { delimiter: ',', quote: '"' },
    confidence: 1,
  });
});

it('csvSource does not guess: a file with semicolons is one column to it', async () => {
  await writeFile(path('in.csv'), 'a;b\n1;2\n');
  expect((await readSource(csvSource(path('in.csv')))).rows).toEqual([{ 'a;b': '1;2' }]);
});
