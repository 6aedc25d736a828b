import { appendFileSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { csvSource, excelSource, type ReadProgress } from '../../../src/index.js';
import { expectRefused } from '../../support/expect-refused.js';
import { readSource } from '../../support/read-source.js';
import { sha256 } from '../../support/sha256.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { workbookBytes } from '../../support/workbook.js';
import { zipArchive } from '../../support/zip-archive.js';

const path = temporaryFolder();
const text = `a,b\n${'1,x\n'.repeat(100_000)}`;
const archive = zipArchive([{ name: 'b.csv', text }]);
const beside = { checksum: 'beside' } as const;
const wrong = '0'.repeat(64);
const mismatch = {
  code: 'CHECKSUM_MISMATCH',
  summary: /has the SHA-256 [\da-f]{12}…, but .*demands [\da-f]{12}….*Nothing was read/,
};
const invalid = { code: 'CHECKSUM_INVALID', summary: /a\.\w+\.CHECKSUM .*Nothing was read/ };
const stored: [string, string | Buffer][] = [
  ['a.zip', archive],
  ['a.csv', text],
];

it.each(stored)(
  'T03 %s with another checksum beside it: refused before the first row',
  async (name, bytes) => {
    await writeFile(path(name), bytes);
    await writeFile(path(`${name}.CHECKSUM`), `${wrong}  ${name}\n`);
    await expectRefused(path(''), path(name), mismatch, beside);
    await expectRefused(path(''), path(name), mismatch, { checksum: 'if-beside' });
    await expectRefused(path(''), path(name), mismatch, { checksum: { sha256: wrong } });
  },
);

it('T03 an archive with the checksum of its member: refused before the first row', async () => {
  await writeFile(path('a.zip'), archive);
  await expectRefused(path(''), path('a.zip'), mismatch, { checksum: { sha256: sha256(text) } });
});

it('T03 a damaged archive with a checksum: refused for its checksum, and not unpacked', async () => {
  await writeFile(path('a.zip'), archive.subarray(0, -10));
  await writeFile(path('a.zip.CHECKSUM'), `${sha256(archive)}  a.zip\n`);
  await expectRefused(path(''), path('a.zip'), mismatch, beside);
});

it('T03 an archive without a checksum that is demanded: refused before the first row', async () => {
  await writeFile(path('c.zip'), archive);
  const missing = { code: 'CHECKSUM_MISSING', summary: /none of .*c\.zip\.CHECKSUM, .* exists/ };
  await expectRefused(path(''), path('c.zip'), missing, beside);
});

it.each<[string, string | Buffer]>([
  ['that is empty', ''],
  ['of another file', `${sha256(archive)}  b.zip\n`],
  ['with two checksums', `${sha256(archive)}  a.zip\n${wrong}  a.zip\n`],
  ['of another kind', `${'0'.repeat(32)}  a.zip\n`],
  ['that is a page', '<!doctype html><title>Login</title>'],
  ['of binary data', Buffer.from(sha256(archive), 'hex')],
  ['that is too large', Buffer.alloc(1024 * 1024 + 1, `${wrong}  b.zip\n`)],
])(
  'T03 an archive with a file of checksums %s: refused before the first row',
  async (_fault, sums) => {
    await writeFile(path('a.zip'), archive);
    await writeFile(path('a.zip.CHECKSUM'), sums);
    await expectRefused(path(''), path('a.zip'), invalid, beside);
    await expectRefused(path(''), path('a.zip'), invalid, { checksum: 'if-beside' });
  },
);

it('T03 a folder in place of the file of checksums: refused before the first row', async () => {
  await writeFile(path('d.zip'), archive);
  await mkdir(path('d.zip.CHECKSUM'));
  const error = { code: 'NOT_A_FILE', summary: /d\.zip\.CHECKSUM is a folder/ };
  await expectRefused(path(''), path('d.zip'), error, { checksum: 'if-beside' });
});

it.each(stored)(
  'C21 %s that changes while its checksum is computed: refused before the first row',
  async (name, bytes) => {
    await writeFile(path(name), bytes);
    const onProgress = (): void => appendFileSync(path(name), 'x');
    const checksum = { sha256: sha256(bytes) };
    const source = csvSource(path(name), { checksum, onProgress, temporaryFolder: path('') });
    const changed = { code: 'SOURCE_CHANGED' };
    await expect(source.read()[Symbol.asyncIterator]().next()).rejects.toMatchObject(changed);
  },
);

it('C21 a file that changes between its checksum and its rows: refused before the first row', async () => {
  await writeFile(path('a.csv'), text);
  const source = csvSource(path('a.csv'), { checksum: { sha256: sha256(text) } });
  await source.identify();
  await writeFile(path('a.csv'), text.replaceAll('x', 'y'));
  const changed = { code: 'SOURCE_CHANGED' };
  await expect(source.read()[Symbol.asyncIterator]().next()).rejects.toMatchObject(changed);
});

it('C21 an archive that changes between its checksum and its rows: the hashed bytes are read', async () => {
  await writeFile(path('a.zip'), archive);
  const other = zipArchive([{ name: 'b.csv', text: text.replaceAll('x', 'y') }]);
  let changes = 0;
  const onProgress = ({ totalBytes }: ReadProgress): void => {
    // Its member is unpacked, after the archive was hashed.
    if (totalBytes !== text.length || changes > 0) return;
    changes += 1;
    writeFileSync(path('a.zip'), other);
  };
  const source = csvSource(path('a.zip'), { checksum: { sha256: sha256(archive) }, onProgress });
  const { rows } = await readSource(source);
  expect(changes).toBe(1);
  expect(rows).toHaveLength(100_000);
  expect(new Set(rows.map((row) => row['b']))).toEqual(new Set(['x']));
  await source.close?.();
  await expectRefused(path(''), path('a.zip'), mismatch, { checksum: { sha256: sha256(archive) } });
});

it('T03 a workbook with another checksum: refused before the first row', async () => {
  await writeFile(path('a.xlsx'), workbookBytes({ rows: [['a'], ['1']] }));
  const source = excelSource(path('a.xlsx'), { checksum: { sha256: wrong } });
  await expect(readSource(source)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  await expect(source.identify()).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
});
