import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { csvSource, type CsvSourceOptions } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const strikes = fileURLToPath(
  new URL('../../../../apps/sample-job/data/wildlife-strikes.csv', import.meta.url),
);

it.each([
  [
    'GB18030, gzip',
    { encoding: 'gb18030' },
    (text: string) => gzipSync(iconv.encode(text, 'gb18030')),
  ],
  ['UTF-16 with its mark', {}, (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  [
    'UTF-16BE, brotli',
    { encoding: 'utf-16be', compression: 'brotli' },
    (text: string) => brotliCompressSync(Buffer.from(text, 'utf16le').swap16(), fast),
  ],
] as const satisfies readonly (readonly [string, CsvSourceOptions, (text: string) => Buffer])[])(
  '10,000 records of a real export are read the same in %s',
  async (_name, options, written) => {
    await writeFile(path('in'), written(await readFile(strikes, 'utf8')));
    const source = csvSource(path('in'), options);
    const { rows, lineNumbers, rejected } = await readSource(source);
    const plain = await readSource(csvSource(strikes));
    expect(rows).toHaveLength(10_000);
    expect({ rows, lineNumbers, rejected }).toEqual(plain);
    expect(source.statistics).toMatchObject({ lines: 10_001, headerLines: 1, recordLines: 10_000 });
  },
);
