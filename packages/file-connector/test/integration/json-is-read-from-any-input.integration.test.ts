import { appendFile, writeFile } from 'node:fs/promises';
import zlib, { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectFormat, jsonLinesSource, jsonSource, profileJson } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipArchive } from '../support/zip-archive.js';

const path = temporaryFolder();
const fixture = (name: string) => new URL(`../fixtures/read-any-file/${name}`, import.meta.url);
const rowCount = 20_000;
const rows = Array.from({ length: rowCount }, (_, id) => ({ id, name: `row ${id}` }));
const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const document = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;

describe.each([
  ['jsonLinesSource', jsonLinesSource, lines, 'json-lines'],
  ['jsonSource', jsonSource, document, 'json'],
] as const)('%s', (_name, open, text, format) => {
  const gzipped = gzipSync(text);

  it.each([
    ['gzip, whatever its name', 'in.json', gzipped],
    ['gzip named .json.gz', 'in.json.gz', gzipped],
    [
      'gzip of two members',
      'in.gz',
      Buffer.concat([gzipSync(text.slice(0, 5000)), gzipSync(text.slice(5000))]),
    ],
    ['a ZIP archive of one file', 'in.zip', zipArchive([{ name: 'a.json', text }])],
    ['no compression, whatever its name', 'in.json.gz', Buffer.from(text)],
  ])('reads and recognises %s', async (_, name, content) => {
    await writeFile(path(name), content);
    expect(await detectFormat(path(name))).toBe(format);
    const source = open(path(name));
    const read = await readSource(source);
    await source.close?.();
    expect(read).toMatchObject({ rejected: [] });
    expect(read.rows).toEqual(rows);
  });

  it('reads brotli by the option', async () => {
    await writeFile(path('in.br'), brotliCompressSync(text));
    const read = await readSource(open(path('in.br'), { compression: 'brotli' }));
    expect(read.rows).toHaveLength(rowCount);
  });

  it('reads zstd where this version of Node supports it, and reports where not', async () => {
    const { zstdCompressSync } = zlib as typeof zlib & {
      readonly zstdCompressSync?: (data: string) => Buffer;
    };
    const magic = Buffer.from('28b52ffd04000000', 'hex');
    await writeFile(path('in.json'), zstdCompressSync?.(text) ?? magic);
    const outcome = await readSource(open(path('in.json'))).then(
      (read) => read.rows.length,
      (error: unknown) => String(error).includes('is compressed with zstd'),
    );
    expect(outcome).toBe(zstdCompressSync === undefined ? true : rowCount);
  });

  it('refuses gzip that is cut off, and text that is cut off within whole gzip', async () => {
    await writeFile(path('in.gz'), gzipped.subarray(0, gzipped.length / 2));
    await expect(readSource(open(path('in.gz')))).rejects.toMatchObject({
      code: 'COMPRESSION_DAMAGED',
    });
    await writeFile(path('in.gz'), gzipSync(text.slice(0, text.length / 2)));
    const outcome = await readSource(open(path('in.gz'))).catch((error: unknown) => error);
    // Lines end anywhere: the last of them is rejected.
    expect(outcome).toMatchObject(
      format === 'json'
        ? { code: 'JSON_DOCUMENT_INCOMPLETE' }
        : { rejected: [{ code: 'INVALID_JSON' }] },
    );
  });

  it('notices a file that changes while it is read', async () => {
    await writeFile(path('in.json'), text);
    const batches = open(path('in.json')).read()[Symbol.asyncIterator]();
    await batches.next();
    await appendFile(path('in.json'), ' ');
    const rest = async (): Promise<void> => {
      while ((await batches.next()).done !== true);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });
});

describe('the examples', () => {
  it('records at a path, with nested values', async () => {
    const source = jsonSource(fixture('records-in-a-document.json').pathname, {
      at: 'data.items',
      renameColumns: { 'address.city': 'city', 'tags[0]': 'first_tag' },
      columns: ['id', 'city', 'first_tag'],
    });
    expect((await readSource(source)).rows).toEqual([
      { id: 1, city: 'Rome', first_tag: 'new' },
      { id: 2, city: null },
      { id: 3, first_tag: 'old' },
    ]);
    expect(source.statistics).toMatchObject({ lines: 13, recordLines: 7, skippedLines: 6 });
  });

  it('documents after each other', async () => {
    const { rows: found } = await readSource(
      jsonSource(fixture('documents-after-each-other.json').pathname),
    );
    expect(found).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it('a document that is cut off', async () => {
    const reading = profileJson(fixture('document-cut-off.json').pathname);
    await expect(reading).rejects.toThrow("ends at line 4, column 1, where ',' or the end");
  });
});
