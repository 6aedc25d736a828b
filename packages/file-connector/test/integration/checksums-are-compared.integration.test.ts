import { execFile } from 'node:child_process';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type Checksum,
  csvSource,
  detectDialect,
  detectFormat,
  type DownloadOptions,
  excelSource,
  jsonLinesSource,
  jsonSource,
  profileFile,
  sharedInput,
} from '../../src/index.js';
import { fileServer } from '../support/file-server.js';
import { readSource } from '../support/read-source.js';
import { sha256 } from '../support/sha256.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { workbookBytes } from '../support/workbook.js';
import { zipArchive } from '../support/zip-archive.js';

const path = temporaryFolder();
const text = 'a,b\n1,x\n2,y\n';
const rows = [
  { a: '1', b: 'x' },
  { a: '2', b: 'y' },
];
const archive = zipArchive([{ name: 'b.csv', text }]);
const wrong = '0'.repeat(64);
const beside = { checksum: 'beside' } as const;

async function write(name: string, bytes: string | Buffer, suffix = '.CHECKSUM'): Promise<string> {
  await writeFile(path(name), bytes);
  await writeFile(path(name + suffix), `${sha256(bytes)}  ${name}\n`);
  return path(name);
}

describe('the checksum of a file', () => {
  it.each<[string, string | Buffer]>([
    ['a.csv', text],
    ['a.csv.gz', gzipSync(text)],
    ['a.zip', archive],
  ])('is that of its bytes as they are stored, such as %s', async (name, bytes) => {
    const source = csvSource(await write(name, bytes), beside);
    expect((await readSource(source)).rows).toEqual(rows);
    await source.identify();
    expect((await readSource(source)).rows).toEqual(rows);
    await source.close?.();
  });

  it.each(['.CHECKSUM', '.sha256', '.sha256sum'])(
    'is found beside it in a file %s',
    async (end) => {
      const source = csvSource(await write('a.csv', text, end), beside);
      expect((await readSource(source)).rows).toEqual(rows);
      await rm(path(`a.csv${end}`));
      await expect(readSource(csvSource(path('a.csv'), beside))).rejects.toMatchObject({
        code: 'CHECKSUM_MISSING',
        category: 'file',
        summary: expect.stringContaining(path('a.csv.CHECKSUM')) as string,
      });
    },
  );

  it('is what sha256sum writes', async () => {
    await writeFile(path('a\\b.csv'), text);
    const { stdout } = await promisify(execFile)('sha256sum', ['a\\b.csv'], { cwd: path('') });
    await writeFile(path('a\\b.csv.sha256'), stdout);
    expect((await readSource(csvSource(path('a\\b.csv'), beside))).rows).toEqual(rows);
  });

  it('may be passed, or be in a file of many', async () => {
    const file = await write('a.zip', archive);
    const sums = `${wrong}  b.zip\n${sha256(archive)}  a.zip\n`;
    await writeFile(path('SHA256SUMS'), sums);
    const checksums: Checksum[] = [
      { sha256: sha256(archive).toUpperCase() },
      { file: path('SHA256SUMS') },
    ];
    for (const checksum of checksums) {
      const source = csvSource(`${file}#b.csv`, { checksum });
      expect((await readSource(source)).rows).toEqual(rows);
      await source.close?.();
    }
    const missing = csvSource(file, { checksum: { file: path('none') } });
    await expect(missing.identify()).rejects.toMatchObject({ code: 'CHECKSUM_MISSING' });
  });

  it('is compared if there is one, by if-beside', async () => {
    await writeFile(path('c.csv'), text);
    const source = csvSource(path('c.csv'), { checksum: 'if-beside' });
    expect((await readSource(source)).rows).toEqual(rows);
    expect(await source.identify()).toMatchObject({ sha256: sha256(text) });
    await writeFile(path('c.csv.sha256'), wrong);
    await expect(source.identify()).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    await expect(readSource(source)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  });

  it('is compared by every reader', async () => {
    const lines = await write('a.jsonl', '{"a":1}\n');
    const document = await write('a.json', '[{"a":1}]');
    const book = await write('a.xlsx', workbookBytes({ rows: [['a'], ['1']] }));
    const table = await write('a.csv', text);
    const reading = [
      (options: { readonly checksum: Checksum }) => readSource(jsonLinesSource(lines, options)),
      (options: { readonly checksum: Checksum }) => readSource(jsonSource(document, options)),
      (options: { readonly checksum: Checksum }) => readSource(excelSource(book, options)),
      (options: { readonly checksum: Checksum }) => profileFile(table, options),
      (options: { readonly checksum: Checksum }) => detectDialect(table, options),
      (options: { readonly checksum: Checksum }) => detectFormat(table, options),
    ];
    for (const read of reading) {
      await read(beside);
      const refused = read({ checksum: { sha256: wrong } });
      await expect(refused).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    }
  });

  it('does not change the identity of what is read, nor the options of a profile', async () => {
    const file = await write('a.zip', archive);
    const plain = await csvSource(file).identify();
    expect(await csvSource(file, beside).identify()).toEqual(plain);
    expect((await profileFile(file, beside)).readOptions).not.toHaveProperty('checksum');
  });

  it('costs no second pass where the file was identified, and leaves no copy', async () => {
    const file = await write('a.csv', text);
    const phases: string[] = [];
    const onProgress = ({ phase }: { readonly phase: string }) => phases.push(phase);
    const source = csvSource(file, { ...beside, onProgress });
    await readSource(source);
    await source.identify();
    expect(phases).toEqual(['identify', 'read']);
    await write('a.zip', archive);
    const unpacked = csvSource(path('a.zip'), { ...beside, temporaryFolder: path('') });
    const before = await readdir(path(''));
    await readSource(unpacked);
    await unpacked.close?.();
    expect(await readdir(path(''))).toEqual(before);
  });

  it('is compared again for a file that was replaced before it is identified again', async () => {
    const source = csvSource(await write('a.csv', text), beside);
    await source.identify();
    const other = 'a,b\n9,z\n';
    await writeFile(path('new.csv'), other);
    await rename(path('new.csv'), path('a.csv'));
    await expect(source.identify()).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    await write('a.csv', other);
    await source.identify();
    expect((await readSource(source)).rows).toEqual([{ a: '9', b: 'z' }]);
  });
});

describe('the checksum of a download', () => {
  const send =
    (bytes: string | Buffer): RequestListener =>
    (_request, response) =>
      void response.end(bytes);
  const server = fileServer('https', {
    '/a%20b.zip': send(archive),
    '/a%20b.zip.CHECKSUM': send(`${sha256(archive)}  a b.zip\n`),
    '/wrong.zip': send(archive),
    '/wrong.zip.sha256': send(`${wrong}  wrong.zip\n`),
    '/none.csv': send(text),
    '/closed.csv': send(text),
    '/closed.csv.CHECKSUM': (_request, response) => void response.writeHead(403).end(),
    '/large.csv': send(text),
    '/large.csv.CHECKSUM': send(Buffer.alloc(2_000_000, 'x')),
    '/sums': send(`${sha256(text)}  none.csv\n`),
  });
  const other = fileServer('https', {
    '/sums': (request, response) => {
      const isSafe = request.headers.authorization === undefined;
      response.end(isSafe ? `${sha256(text)}  none.csv\n` : 'a header was sent here\n');
    },
  });
  const trusting = (): DownloadOptions => ({ ca: server.ca, backoffMs: 1 });

  it('is downloaded from beside it, with the query of its address', async () => {
    const address = server.url('/a%20b.zip?token=1#b.csv');
    const source = csvSource(address, { ...beside, download: trusting() });
    expect((await readSource(source)).rows).toEqual(rows);
    expect(server.requests).toEqual(['/a%20b.zip.CHECKSUM?token=1', '/a%20b.zip?token=1']);
    await source.close?.();
  });

  it.each([
    ['/wrong.zip', 'CHECKSUM_MISMATCH'],
    ['/none.csv', 'CHECKSUM_MISSING'],
    ['/closed.csv', 'DOWNLOAD_FAILED'],
    ['/large.csv', 'CHECKSUM_INVALID'],
  ])('is demanded: %s is refused with %s', async (file, code) => {
    const source = csvSource(server.url(file), { ...beside, download: trusting() });
    await expect(source.identify()).rejects.toMatchObject({ code, category: 'file' });
    await expect(readSource(source)).rejects.toMatchObject({ code });
  });

  it('is compared if there is one, by if-beside', async () => {
    const options = { checksum: 'if-beside', download: trusting() } as const;
    const source = csvSource(server.url('/none.csv'), options);
    expect((await readSource(source)).rows).toEqual(rows);
    await source.close?.();
    const refused = csvSource(server.url('/wrong.zip'), options);
    await expect(readSource(refused)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  });

  it('may be at another address, which receives no header of the first', async () => {
    const download = { ...trusting(), headers: { authorization: 'Bearer s3cret' } };
    for (const file of [server.url('/sums'), other.url('/sums')]) {
      const source = csvSource(server.url('/none.csv'), { checksum: { file }, download });
      expect((await readSource(source)).rows).toEqual(rows);
      await source.close?.();
    }
  });
});

describe('the checksum of a stream', () => {
  const stream = (bytes: string | Buffer) => Readable.from([Buffer.from(bytes)]);

  it('is passed, and the stream is copied before its first row', async () => {
    const checksum = { sha256: sha256(archive) };
    const source = csvSource(stream(archive), { checksum });
    expect((await readSource(source)).rows).toEqual(rows);
    await source.close?.();
    const stdin = csvSource('-', { stdin: stream(archive), checksum });
    expect((await readSource(stdin)).rows).toEqual(rows);
    const refused = csvSource(stream(text), { checksum });
    const batches = refused.read()[Symbol.asyncIterator]();
    await expect(batches.next()).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  });

  it('cannot be beside it', async () => {
    for (const checksum of ['beside', { file: path('sums') }] as const) {
      expect(() => csvSource(stream(text), { checksum })).toThrow(/no file name.*sha256/);
      expect(() => csvSource('-', { stdin: stream(text), checksum })).toThrow(/no file name/);
    }
    const source = csvSource(stream(text), { checksum: 'if-beside' });
    expect((await readSource(source)).rows).toEqual(rows);
  });
});

describe('a shared input', () => {
  it('is compared once, and its readers may demand the same checksum', async () => {
    const input = sharedInput(await write('a.zip', archive), beside);
    expect((await readSource(csvSource(input, beside))).rows).toEqual(rows);
    expect((await readSource(csvSource(input))).rows).toEqual(rows);
    await input.close();
  });

  it('refuses a reader that demands another checksum than it has compared', async () => {
    const file = await write('a.zip', archive);
    const late = { code: 'INVALID_OPTION', category: 'usage' };
    for (const options of [{}, { checksum: 'if-beside' } as const]) {
      const input = sharedInput(file, options);
      expect(() => csvSource(input, beside)).toThrow(expect.objectContaining(late));
    }
    const stdin = Readable.from([Buffer.from(text)]);
    await detectDialect('-', { stdin });
    const checksum = { sha256: sha256(text) };
    expect(() => csvSource('-', { stdin, checksum })).toThrow(expect.objectContaining(late));
  });
});

it.each([
  'besides',
  sha256(text),
  true,
  null,
  {},
  { sha256: 'abc' },
  { sha256: `${wrong}0` },
  { file: '' },
  { file: 'a', sha256: wrong },
  ['beside'],
])('refuses the option %j', (checksum) => {
  const options = { checksum: checksum as Checksum };
  const error: unknown = expect.objectContaining({ code: 'INVALID_OPTION', category: 'usage' });
  expect(() => csvSource('a.csv', options)).toThrow(error);
  expect(() => sharedInput('a.csv', options)).toThrow(error);
  expect(() => excelSource('a.xlsx', options)).toThrow(error);
});
