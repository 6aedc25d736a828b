import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  csvSource,
  csvSources,
  detectDialect,
  findInputs,
  jsonLinesSource,
  sharedInput,
} from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { sha256 } from '../support/sha256.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipArchive, type ZipMember } from '../support/zip-archive.js';

const path = temporaryFolder();
const text = 'a,b\n1,x\n2,y\n';
const rows = [
  { a: '1', b: 'x' },
  { a: '2', b: 'y' },
];

async function writeArchive(name: string, members: readonly ZipMember[]): Promise<string> {
  await writeFile(path(name), zipArchive(members));
  return path(name);
}

describe('a member of a ZIP archive', () => {
  it.each<[string, ZipMember]>([
    ['deflated', { name: 'data/b.csv', text }],
    ['stored', { name: 'data/b.csv', text, isStored: true }],
    ['with sizes of 64 bits', { name: 'data/b.csv', text, isZip64: true }],
    ['written to a stream', { name: 'data/b.csv', text, isStreamed: true }],
    ['with the mode of a file', { name: 'data/b.csv', text, unixMode: 0o100644 }],
    ['compressed again with gzip', { name: 'data/b.csv', text: gzipSync(text) }],
  ])('is read, %s, and identified by its own bytes', async (_how, member) => {
    const archive = await writeArchive('a.zip', [{ name: 'other.csv', text: 'z\n' }, member]);
    await writeFile(path('plain.csv'), member.text ?? '');
    const source = csvSource(`${archive}#data/b.csv`);
    const plain = await csvSource(path('plain.csv')).identify();
    expect(await source.identify()).toEqual({ ...plain, name: `${archive}#data/b.csv` });
    expect((await readSource(source)).rows).toEqual(rows);
    expect((await readSource(source)).rows).toEqual(rows);
    await source.close?.();
    expect((await readSource(source)).rows).toEqual(rows);
  });

  it('needs no name where it is the only one, folders and files of macOS not counted', async () => {
    const archive = await writeArchive('export.zip', [
      { name: 'data/' },
      { name: 'data/b.csv', text },
      { name: '__MACOSX/data/._b.csv', text: 'x' },
      { name: 'data/.DS_Store', text: 'x' },
    ]);
    expect((await readSource(csvSource(archive))).rows).toEqual(rows);
    expect(await detectDialect(archive)).toMatchObject({ fieldCount: 2 });
  });

  it.each([
    ['the only one', 'a.zip', {}],
    ['named', 'a.zip#data/b.csv', {}],
    ['in an archive with a checksum', 'a.zip', { checksum: { sha256: '' } }],
  ])('has a name once it was read: %s', async (_how, input, options) => {
    const archive = await writeArchive('a.zip', [{ name: 'data/b.csv', text }]);
    const checksum = { sha256: sha256(await readFile(archive)) };
    const content = sharedInput(path(input), 'checksum' in options ? { checksum } : {});
    expect(content.member).toBeUndefined();
    await readSource(csvSource(content));
    expect(content.member).toBe('data/b.csv');
    await content.close();
  });

  it('has a name in an archive that is a stream; other bytes have none', async () => {
    const archive = zipArchive([{ name: 'b.csv', text }]);
    const memberOf = async (bytes: Uint8Array): Promise<string | undefined> => {
      const content = sharedInput(Readable.from([bytes]));
      await readSource(csvSource(content));
      await content.close();
      return content.member;
    };
    expect(await memberOf(archive)).toBe('b.csv');
    expect(await memberOf(gzipSync(text))).toBeUndefined();
  });

  it('is found by a name with accents, as macOS writes it', async () => {
    const archive = await writeArchive('export.zip', [
      { name: 'gru\u0308n.csv', text, isNameUnmarked: true },
      { name: 'rot.csv', text: 'z\n' },
    ]);
    const source = csvSource(`${archive}#gr\u00fcn.csv`);
    expect((await readSource(source)).rows).toEqual(rows);
    await source.close?.();
  });

  it('is recognized by the content of the file, whatever its name', async () => {
    const archive = await writeArchive('export.dat', [{ name: 'b.jsonl', text: '{"a":1}\n' }]);
    expect((await readSource(jsonLinesSource(archive))).rows).toEqual([{ a: 1 }]);
  });

  it('may have a name with a #, and a name that leads out of a folder', async () => {
    const archive = await writeArchive('a.zip', [
      { name: 'b#c.csv', text },
      { name: '../../etc/d.csv', text },
    ]);
    for (const member of ['b#c.csv', '../../etc/d.csv']) {
      expect((await readSource(csvSource(`${archive}#${member}`))).rows).toEqual(rows);
    }
  });

  it('is reported with the progress of unpacking and of reading', async () => {
    const archive = await writeArchive('a.zip', [{ name: 'b.csv', text }]);
    const seen: unknown[] = [];
    const source = csvSource(archive, { onProgress: (progress) => seen.push(progress) });
    await source.identify();
    await readSource(source);
    const whole = { bytesRead: text.length, totalBytes: text.length };
    expect(seen).toEqual([
      { phase: 'identify', ...whole },
      { phase: 'read', ...whole },
    ]);
    expect(source.statistics.bytesRead).toBe(text.length);
  });

  it('does not keep the copies of sources that a program forgets to close', async () => {
    await mkdir(path('spool'));
    const archive = await writeArchive('a.zip', [{ name: 'b.csv', text }]);
    const program = fileURLToPath(new URL('../support/forget-input.ts', import.meta.url));
    const nodeOptions = ['--expose-gc', '--conditions=@wdh/source', '--import=tsx'];
    const args = [...nodeOptions, program, archive, path('spool')];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { before, after } = JSON.parse(stdout) as { before: number; after: number };
    expect(before).toBeGreaterThan(1);
    // The last one may still be referred to by a register of the engine.
    expect(after).toBeLessThanOrEqual(1);
  });

  it('leaves nothing in the temporary folder, which may be chosen', async () => {
    await mkdir(path('spool'));
    const archive = await writeArchive('a.zip', [{ name: 'b.csv', text }]);
    const source = csvSource(archive, { temporaryFolder: path('spool') });
    expect((await readSource(source)).rows).toEqual(rows);
    expect(await readdir(path('spool'))).toEqual([]);
  });
});

it('reads a file whose path contains a # before it looks for an archive', async () => {
  await writeArchive('a.zip', [{ name: 'b.csv', text: 'of the archive\n1\n' }]);
  await writeFile(path('a.zip#b.csv'), text);
  expect((await readSource(csvSource(path('a.zip#b.csv')))).rows).toEqual(rows);
  await mkdir(path('in#put'));
  await writeFile(path('in#put/c.csv'), text);
  expect((await readSource(csvSource(path('in#put/c.csv')))).rows).toEqual(rows);
  const archive = await writeArchive('in#put/d.zip', [{ name: 'b.csv', text }]);
  expect((await readSource(csvSource(`${archive}#b.csv`))).rows).toEqual(rows);
});

it('finds the archives that match a pattern, each with its member', async () => {
  for (const name of ['1.zip', '2.zip']) {
    await writeArchive(name, [
      { name: 'b.csv', text },
      { name: 'c.csv', text: 'c\n' },
    ]);
  }
  const sources = await csvSources(path('*.zip#b.csv'));
  const names = await Promise.all(sources.map(async (source) => (await source.identify()).name));
  expect(names).toEqual([path('1.zip#b.csv'), path('2.zip#b.csv')]);
  expect(await findInputs('-')).toEqual(['-']);
  expect(await findInputs('https://localhost/a.csv')).toEqual(['https://localhost/a.csv']);
});

it('unpacks an archive once for the readers that share it', async () => {
  const archive = await writeArchive('a.zip', [{ name: 'b.csv', text }]);
  const input = sharedInput(archive);
  expect(await detectDialect(input)).toMatchObject({ fieldCount: 2 });
  await writeFile(archive, 'gone');
  const source = csvSource(input);
  expect((await readSource(source)).rows).toEqual(rows);
  await source.close?.();
  expect((await readSource(csvSource(input))).rows).toEqual(rows);
  await input.close();
  await expect(readSource(csvSource(input))).rejects.toMatchObject({ code: 'COMPRESSION_DAMAGED' });
});
