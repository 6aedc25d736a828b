import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { csvSource } from '../../../src/index.js';
import { expectRefused } from '../../support/expect-refused.js';
import { readSource } from '../../support/read-source.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { zipArchive, type ZipMember } from '../../support/zip-archive.js';

const path = temporaryFolder();
const text = `a,b\n${'1,x\n'.repeat(1000)}`;
const good: ZipMember = { name: 'b.csv', text };
const damaged = { code: 'COMPRESSION_DAMAGED', summary: /a damaged ZIP archive/ };

/** Returns an archive with another number in a header, which is found by its signature. */
function changed(signature: string, at: number, change: (value: number) => number): Buffer {
  const bytes = zipArchive([good]);
  const position = bytes.lastIndexOf(signature, undefined, 'latin1') + at;
  bytes.writeUInt16LE(change(bytes.readUInt16LE(position)), position);
  return bytes;
}

it.each<[string, Buffer]>([
  ['with a wrong byte in its member', changed('b.csv', -60, (value) => value ^ 0xff)],
  ['with bytes after its end', Buffer.concat([zipArchive([good]), Buffer.from('x')])],
  ['with a length of its member that is too small', changed('PK\x01\x02', 20, (size) => size - 1)],
  ['with another place of its member', changed('PK\x01\x02', 42, () => 5)],
  ['that lists more members than it has', changed('PK\x05\x06', 10, () => 2)],
  ['that is one of several parts', changed('PK\x05\x06', 4, () => 1)],
])('T03 an archive %s: refused before the first row', async (_fault, bytes) => {
  await writeFile(path('a.zip'), bytes);
  await expectRefused(path(''), path('a.zip'), damaged);
});

it('T03 an archive that is empty: refused before the first row', async () => {
  await writeFile(path('a.zip'), zipArchive([]));
  const error = { code: 'ARCHIVE_MEMBER_UNCLEAR', summary: /contains no file/ };
  await expectRefused(path(''), path('a.zip'), error);
});

it('T03 an archive whose member is a symbolic link: refused, and the path in it is no row', async () => {
  const link: ZipMember = { name: 'b.csv', text: '/etc/passwd', unixMode: 0o120777 };
  await writeFile(path('a.zip'), zipArchive([link]));
  const error = { code: 'CONTENT_NOT_SUPPORTED', summary: /is a symbolic link/ };
  await expectRefused(path(''), path('a.zip'), error);
  await expectRefused(path(''), path('a.zip#b.csv'), error);
});

it('T03 an archive in an archive: not unpacked, and refused before the first row', async () => {
  const inner = zipArchive([good]);
  await writeFile(path('a.zip'), zipArchive([{ name: 'inner.zip', text: inner }]));
  const source = csvSource(path('a.zip'));
  await expect(readSource(source)).rejects.toMatchObject({ code: 'CONTENT_NOT_SUPPORTED' });
  await source.close?.();
});

it('T03 two archives one after the other: refused, as one of them would not be read', async () => {
  const other = zipArchive([{ ...good, text: text.replaceAll('x', 'y') }]);
  await writeFile(path('a.zip'), Buffer.concat([zipArchive([good]), other]));
  const error = { code: 'COMPRESSION_DAMAGED', summary: /is not one ZIP archive/ };
  await expectRefused(path(''), path('a.zip'), error);
});
