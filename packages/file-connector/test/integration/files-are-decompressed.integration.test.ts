import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import zlib, { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvSource, type ReadProgress } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipArchive } from '../support/zip-archive.js';

const path = temporaryFolder();
const lineCount = 20_000;
const text = `a,b\n${Array.from({ length: lineCount }, (_, index) => `${index},${index * 7919}\n`).join('')}`;
const gzipped = gzipSync(text);
const half = text.indexOf('\n', text.length / 2) + 1;

describe('csvSource for a compressed file', () => {
  it.each([
    ['gzip, whatever its name', 'in.csv', gzipped, undefined],
    ['gzip by the option', 'in.gz', gzipped, 'gzip'],
    [
      'gzip of two members',
      'in.gz',
      Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))]),
      undefined,
    ],
    ['brotli by the option', 'in.br', brotliCompressSync(text), 'brotli'],
    ['no compression, whatever its name', 'in.csv.gz', Buffer.from(text), undefined],
  ] as const)('reads %s', async (_name, file, bytes, compression) => {
    await writeFile(path(file), bytes);
    const source = csvSource(path(file), { compression });
    expect(await source.identify()).toMatchObject({
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const { rows, rejected } = await readSource(source);
    expect(rows).toHaveLength(lineCount);
    expect(rows.at(-1)).toEqual({ a: '19999', b: String(19_999 * 7919) });
    expect(rejected).toEqual([]);
    expect(source.statistics).toMatchObject({ bytesRead: bytes.length, lines: lineCount + 1 });
  });

  const damaged = Buffer.from(gzipped);
  damaged.writeUInt8(damaged.readUInt8(damaged.length - 7) ^ 1, damaged.length - 7);
  it.each([
    ['truncated', gzipped.subarray(0, -3), undefined, 'in the middle'],
    ['cut to half', gzipped.subarray(0, gzipped.length / 2), undefined, 'in the middle'],
    ['with a bad checksum', damaged, undefined, 'is damaged'],
    ['followed by text', Buffer.concat([gzipped, Buffer.from('junk')]), undefined, 'is damaged'],
    ['followed by zeros', Buffer.concat([gzipped, Buffer.alloc(9)]), undefined, 'continues after'],
    ['of truncated brotli', brotliCompressSync(text).subarray(0, -9), 'brotli', 'in the middle'],
    ['that is not brotli', Buffer.from(text), 'brotli', 'is damaged'],
  ] as const)('refuses and names one %s', async (_name, bytes, compression, how) => {
    await writeFile(path('in.gz'), bytes);
    const reading = readSource(csvSource(path('in.gz'), { compression }));
    await expect(reading).rejects.toMatchObject({ code: 'COMPRESSION_DAMAGED', category: 'file' });
    await expect(reading).rejects.toThrow(path('in.gz'));
    await expect(reading).rejects.toThrow(how);
  });

  it('refuses one that contradicts the option', async () => {
    await writeFile(path('in.gz'), text);
    await expect(
      readSource(csvSource(path('in.gz'), { compression: 'gzip' })),
    ).rejects.toMatchObject({ code: 'COMPRESSION_MISMATCH', category: 'file' });
    await writeFile(path('none.gz'), '');
    await expect(
      readSource(csvSource(path('none.gz'), { compression: 'gzip' })),
    ).rejects.toMatchObject({ code: 'COMPRESSION_MISMATCH' });
  });

  it.each([
    ['an Excel workbook', zipArchive([{ name: 'xl/workbook.xml' }]), 'Export the sheet to CSV'],
    ['an Excel 97 workbook', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'Export the sheet to CSV'],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), 'compressed with xz'],
    ['bzip2', Buffer.from('BZh91AY&SY'), 'compressed with bzip2'],
    ['Parquet', Buffer.from('PAR1\x15\x04\x15\x10'), 'Export it to CSV'],
  ])('says for %s what to do instead', async (_name, bytes, advice) => {
    await writeFile(path('in.xlsx'), bytes);
    const reading = readSource(csvSource(path('in.xlsx')));
    await expect(reading).rejects.toMatchObject({
      code: 'CONTENT_NOT_SUPPORTED',
      category: 'file',
    });
    await expect(reading).rejects.toThrow(advice);
  });

  it('reads zstd where this version of Node supports it, and reports where not', async () => {
    const { zstdCompressSync } = zlib as typeof zlib & {
      readonly zstdCompressSync?: (text: string) => Buffer;
    };
    const magic = Buffer.from('28b52ffd00000000', 'hex');
    await writeFile(path('in.zst'), zstdCompressSync?.(text) ?? magic);
    const outcome = await readSource(csvSource(path('in.zst'))).catch(String);
    const actual =
      typeof outcome === 'string' ? outcome.includes('which Node') : outcome.rows.length;
    expect(actual).toBe(zstdCompressSync === undefined ? true : lineCount);
  });

  it('distinguishes a changed file from a damaged one', async () => {
    await writeFile(path('in.gz'), gzipSync(text.repeat(10)));
    const reading = async (): Promise<void> => {
      let isFirst = true;
      for await (const { rows } of csvSource(path('in.gz')).read()) {
        if (isFirst && rows.length > 0) await appendFile(path('in.gz'), gzipSync('x'));
        isFirst = false;
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('leaves no file open when it is stopped early or aborted', async () => {
    await writeFile(path('in.gz'), gzipSync(text.repeat(10)));
    const openFiles = () => readdirSync('/proc/self/fd').length;
    const before = openFiles();
    for (let round = 0; round < 4; round += 1) {
      for await (const { rows } of csvSource(path('in.gz')).read()) {
        if (rows.length > 0) break;
      }
      const controller = new AbortController();
      const reason = new Error('enough');
      const reading = (async () => {
        for await (const { rows } of csvSource(path('in.gz')).read(controller.signal)) {
          if (rows.length > 0) controller.abort(reason);
        }
      })();
      await expect(reading).rejects.toBe(reason);
    }
    expect(openFiles()).toBeLessThanOrEqual(before);
  });
});

describe('csvSource for a stream', () => {
  it('reads it once, without size and hash before', async () => {
    await writeFile(path('in.gz'), gzipped);
    const source = csvSource(createReadStream(path('in.gz'), { highWaterMark: 61 }), {
      name: 'upload',
    });
    expect(await source.identify()).toMatchObject({
      name: 'upload',
      sizeBytes: null,
      sha256: null,
    });
    expect((await readSource(source)).rows).toHaveLength(lineCount);
    await expect(readSource(source)).rejects.toMatchObject({
      code: 'STREAM_ALREADY_READ',
      category: 'usage',
    });
  });

  it('reads a web stream', async () => {
    const { rows } = await readSource(csvSource(new Blob(['a\n1\n']).stream()));
    expect(rows).toEqual([{ a: '1' }]);
  });

  it('refuses one that decodes already, and passes on its failure', async () => {
    await writeFile(path('in.csv'), text);
    const decoded = createReadStream(path('in.csv'), 'utf8');
    await expect(readSource(csvSource(decoded))).rejects.toMatchObject({
      code: 'STREAM_NOT_BYTES',
    });
    const failing = createReadStream(path('missing.csv'));
    await expect(readSource(csvSource(failing))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('onProgress', () => {
  it('is called with the bytes read and the total, while identifying and while reading', async () => {
    await writeFile(path('in.csv'), text);
    const reports: ReadProgress[] = [];
    const source = csvSource(path('in.csv'), { onProgress: (progress) => reports.push(progress) });
    await source.identify();
    await readSource(source);
    const totalBytes = (await readFile(path('in.csv'))).length;
    expect(new Set(reports.map(({ totalBytes: total }) => total))).toEqual(new Set([totalBytes]));
    for (const phase of ['identify', 'read']) {
      const bytes = reports.filter((one) => one.phase === phase).map(({ bytesRead }) => bytesRead);
      expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
      expect(bytes.at(-1)).toBe(totalBytes);
    }
  });

  it('has no effect when it throws', async () => {
    await writeFile(path('in.csv'), text);
    const source = csvSource(path('in.csv'), {
      onProgress: () => {
        throw new Error('no terminal');
      },
    });
    expect((await readSource(source)).rows).toHaveLength(lineCount);
  });
});
