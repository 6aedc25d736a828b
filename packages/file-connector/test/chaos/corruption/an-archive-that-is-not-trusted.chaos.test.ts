import { appendFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { csvSource, type CsvSourceOptions } from '../../../src/index.js';
import { expectRefused as refused } from '../../support/expect-refused.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { zipArchive, type ZipMember } from '../../support/zip-archive.js';

const path = temporaryFolder();
const text = `a,b\n${'1,x\n'.repeat(50_000)}`;
const good: ZipMember = { name: 'b.csv', text };

const expectRefused = (
  input: string,
  error: { readonly code: string; readonly summary: RegExp },
  options: CsvSourceOptions = {},
): Promise<void> => refused(path(''), input, error, options);

it.each<[string, ZipMember, { code: string; summary: RegExp }]>([
  [
    'with a wrong checksum',
    { ...good, checksum: 1 },
    { code: 'COMPRESSION_DAMAGED', summary: /wrong checksum/ },
  ],
  [
    'stored with a wrong checksum',
    { ...good, isStored: true, checksum: 1 },
    { code: 'COMPRESSION_DAMAGED', summary: /wrong checksum/ },
  ],
  [
    'of more bytes than it declares',
    { ...good, declaredBytes: 10 },
    { code: 'COMPRESSION_DAMAGED', summary: /a damaged ZIP archive/ },
  ],
  [
    'of fewer bytes than it declares',
    { ...good, declaredBytes: text.length + 1 },
    { code: 'COMPRESSION_DAMAGED', summary: /a damaged ZIP archive/ },
  ],
  [
    'with a password',
    { ...good, isEncrypted: true },
    { code: 'CONTENT_NOT_SUPPORTED', summary: /protected by a password/ },
  ],
  [
    'compressed by another method',
    { ...good, method: 14 },
    { code: 'CONTENT_NOT_SUPPORTED', summary: /method other than deflate \(14\)/ },
  ],
])('T03 an archive of a member %s: refused before the first row', async (_fault, member, error) => {
  await writeFile(path('a.zip'), zipArchive([member]));
  await expectRefused(path('a.zip'), error);
  await expectRefused(path('a.zip#b.csv'), error);
});

it('T03 an archive of two members, none named: refused before the first row, with their names', async () => {
  await writeFile(path('a.zip'), zipArchive([good, { name: 'c\u001b[31m\n.csv', text }]));
  const summary =
    /of 2 files\. Name one of its files after a #: b\.csv, c\\u\{1b\}\[31m\\u\{a\}\.csv\.$/;
  await expectRefused(path('a.zip'), { code: 'ARCHIVE_MEMBER_UNCLEAR', summary });
});

it('T03 an archive of a thousand members, none named: the error lists ten', async () => {
  const members = Array.from({ length: 1000 }, (_, index) => ({
    name: `${'n'.repeat(200)}${index}`,
  }));
  await writeFile(path('a.zip'), zipArchive(members));
  const summary = /^.{1,1500} and 990 more\.$/;
  await expectRefused(path('a.zip'), { code: 'ARCHIVE_MEMBER_UNCLEAR', summary });
});

it('T03 an archive without the named member: refused, with the names that it has', async () => {
  await writeFile(path('a.zip'), zipArchive([good]));
  for (const input of [path('a.zip#c.csv'), path('a.zip#')]) {
    const error = { code: 'ARCHIVE_MEMBER_UNCLEAR', summary: /no such member.* b\.csv\.$/ };
    await expectRefused(input, error);
  }
});

it('T03 an archive of two members of one name: refused before the first row', async () => {
  await writeFile(path('a.zip'), zipArchive([good, { ...good, text: 'a,b\n9,z\n' }]));
  const error = { code: 'ARCHIVE_MEMBER_UNCLEAR', summary: /two members named b\.csv/ };
  await expectRefused(path('a.zip#b.csv'), error);
});

it('T03 an archive without files: refused before the first row', async () => {
  await writeFile(path('a.zip'), zipArchive([{ name: 'folder/' }]));
  const error = { code: 'ARCHIVE_MEMBER_UNCLEAR', summary: /contains no file/ };
  await expectRefused(path('a.zip'), error);
});

it.each([1, 22, 100])(
  'T03 an archive that is cut %i bytes before its end: refused before the first row',
  async (count) => {
    await writeFile(path('a.zip'), zipArchive([good]).subarray(0, -count));
    const error = { code: 'COMPRESSION_DAMAGED', summary: /not a complete ZIP archive/ };
    await expectRefused(path('a.zip'), error);
  },
);

it('T03 a file that is not an archive, with the name of a member: refused before the first row', async () => {
  await writeFile(path('a.csv'), text);
  const error = { code: 'COMPRESSION_DAMAGED', summary: /not a complete ZIP archive/ };
  await expectRefused(path('a.csv#b.csv'), error);
});

it('T03 a bomb by its ratio: refused before a byte is unpacked, unless the limit is raised', async () => {
  const zeros = Buffer.alloc(101 * 1024 * 1024, '1,1\n');
  await writeFile(path('a.zip'), zipArchive([{ name: 'b.csv', text: zeros }]));
  const error = {
    code: 'CONTENT_TOO_LARGE',
    summary: /times its packed size.*maxCompressionRatio/,
  };
  await expectRefused(path('a.zip'), error);
  const source = csvSource(path('a.zip'), { maxCompressionRatio: Infinity });
  expect(await source.identify()).toMatchObject({ sizeBytes: zeros.length });
  await source.close?.();
});

it('T03 a bomb by its size: refused before a byte is unpacked', async () => {
  await writeFile(path('a.zip'), zipArchive([{ ...good, declaredBytes: 2 ** 38, isZip64: true }]));
  const error = { code: 'CONTENT_TOO_LARGE', summary: /274877906944 bytes.*maxUnpackedBytes/ };
  await expectRefused(path('a.zip'), error);
  const limited = { maxUnpackedBytes: 1000 };
  await writeFile(path('a.zip'), zipArchive([good]));
  await expectRefused(path('a.zip'), { code: 'CONTENT_TOO_LARGE', summary: /1000/ }, limited);
});

it('C21 an archive that grows while a member is unpacked: refused before the first row', async () => {
  await writeFile(path('a.zip'), zipArchive([good]));
  const onProgress = (): void => appendFileSync(path('a.zip'), 'x');
  const source = csvSource(path('a.zip'), { onProgress, temporaryFolder: path('') });
  await expect(source.identify()).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
});

it.each(['a,b\n1,x\n', ''])(
  'T03 a member of a file %j that is not an archive: refused, and the name is to be omitted',
  async (content) => {
    await writeFile(path('a.csv'), content);
    const summary = /a\.csv#top is not a complete ZIP archive: .*Omit the # and what follows it\.$/;
    await expectRefused(path('a.csv#top'), { code: 'COMPRESSION_DAMAGED', summary });
  },
);
