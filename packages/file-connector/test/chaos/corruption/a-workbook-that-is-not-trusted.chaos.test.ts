import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import {
  csvSource,
  detectFormat,
  excelSource,
  type ExcelSourceOptions,
} from '../../../src/index.js';
import { readSource } from '../../support/read-source.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { workbookBytes, workbookMembers, type WrittenWorkbook } from '../../support/workbook.js';
import { zipArchive } from '../../support/zip-archive.js';

const path = temporaryFolder();
const rows = [
  ['a', 'b'],
  ['1', '2'],
];
const sheetPart = 'xl/worksheets/sheet1.xml';
const namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

async function reading(bytes: Uint8Array, options: ExcelSourceOptions = {}) {
  await writeFile(path('in.xlsx'), bytes);
  return readSource(excelSource(path('in.xlsx'), options));
}

const withSheet = (part: string | Uint8Array): Buffer =>
  workbookBytes({ sheets: [{ name: 'Data', part }] });
const sheetOf = (inner: string, before = ''): string =>
  `${before}<worksheet ${namespace}><sheetData>${inner}</sheetData></worksheet>`;

/** A compound file with the name of a stream in its directory. */
function compoundFile(stream: string): Buffer {
  const bytes = Buffer.alloc(8192);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.write(stream, 4000, 'utf16le');
  return bytes;
}

it.each<[string, Buffer, RegExp]>([
  [
    'encrypted',
    compoundFile('EncryptedPackage'),
    /is encrypted with a password.* without a password/,
  ],
  ['.xls', compoundFile('Workbook'), /\(\.xls\).*--convert-to xlsx/],
  ['an old document', compoundFile('WordDocument'), /no workbook \(\.xlsx\)/],
  [
    '.xlsb',
    zipArchive([{ name: '[Content_Types].xml' }, { name: 'xl/workbook.bin' }]),
    /\(\.xlsb\)/,
  ],
  [
    '.docx',
    zipArchive([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }]),
    /such as Word/,
  ],
  [
    '.ods',
    zipArchive([
      { name: 'mimetype', text: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true },
      { name: 'content.xml' },
    ]),
    /\(\.ods\).*--convert-to xlsx/,
  ],
  ['CSV', Buffer.from('a,b\n1,2\n'), /no Excel workbook .*csvSource/],
  ['a PDF', Buffer.from('%PDF-1.7\n'), /is a PDF document/],
  ['nothing', Buffer.alloc(0), /no Excel workbook/],
])(
  'C15 %s instead of a workbook: refused as what it is, with advice',
  async (_what, bytes, message) => {
    const failed = reading(bytes);
    await expect(failed).rejects.toMatchObject({ code: 'CONTENT_NOT_SUPPORTED', category: 'file' });
    await expect(failed).rejects.toThrow(message);
  },
);

it('T03 a workbook with macros, of the strict edition, or with parts in an odd order: it is read', async () => {
  const macro = { name: 'xl/vbaProject.bin', text: 'Auto_Open' };
  const odd = workbookMembers({ rows }).toReversed();
  for (const bytes of [
    workbookBytes({ rows, members: [macro] }),
    workbookBytes({ rows, isStrict: true }),
    zipArchive(odd),
    zipArchive(odd.map((part) => ({ ...part, name: part.name.replaceAll('/', '\\') }))),
  ]) {
    expect((await reading(bytes)).rows).toEqual([{ a: '1', b: '2' }]);
    expect(await detectFormat(path('in.xlsx'))).toBe('excel');
    await expect(readSource(csvSource(path('in.xlsx')))).rejects.toThrow('excelSource');
  }
});

it('C15 a workbook in an archive: it is read as a member', async () => {
  const bytes = zipArchive([
    { name: 'x.csv' },
    { name: 'book.xlsx', text: workbookBytes({ rows }) },
  ]);
  await writeFile(path('a.zip'), bytes);
  const { rows: found } = await readSource(excelSource(`${path('a.zip')}#book.xlsx`));
  expect(found).toEqual([{ a: '1', b: '2' }]);
});

it.each<[string, string]>([
  ['entities that multiply', '<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]>'],
  ['an entity of a file', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
  ['a document type', '<!DOCTYPE worksheet>'],
])('T03 %s: refused before a row is read', async (_what, before) => {
  const part = sheetOf('<row r="1"><c t="str"><v>&b;</v></c></row>', before);
  await expect(reading(withSheet(part))).rejects.toMatchObject({ code: 'CONTENT_NOT_SUPPORTED' });
});

it.each<[string, string | Uint8Array]>([
  ['an unknown entity', sheetOf('<row r="1"><c t="str"><v>&x;</v></c></row>')],
  ['an element that is not closed', `<worksheet ${namespace}><sheetData>`],
  ['a row out of order', sheetOf('<row r="2"/><row r="1"/>')],
  ['a row beyond the last', sheetOf('<row r="1048577"/>')],
  ['a cell beyond the last column', sheetOf('<row r="1"><c r="XFE1"><v>1</v></c></row>')],
  ['no shared text', sheetOf('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')],
  ['UTF-16', Buffer.from(`\uFEFF${sheetOf('')}`, 'utf16le')],
  ['another encoding', `<?xml version="1.0" encoding="iso-8859-1"?>${sheetOf('')}`],
  [
    'bytes that do not decode',
    Buffer.from(sheetOf('<row r="1"><c t="str"><v>\xe9</v></c></row>'), 'latin1'),
  ],
  ['a number of a row in another notation', sheetOf('<row r="0x1"/>')],
  ['more cells in a row than columns', sheetOf(`<row>${'<c r="A1"/>'.repeat(16_385)}</row>`)],
  ['a cell in a cell', sheetOf('<row><c><v>1</v><c><v>2</v></c></c></row>')],
  ['a row in a row', sheetOf('<row r="1"><row r="2"/></row>')],
  [
    'columns that are hidden over and over',
    sheetOf('').replace(
      '<sheetData>',
      `${'<col min="1" max="2" hidden="1"/>'.repeat(16_385)}<sheetData>`,
    ),
  ],
  ['merged cells without range', sheetOf('').replace('</work', '<mergeCell ref="x"/></work')],
])('T03 a sheet with %s: an error, the workbook is damaged', async (_what, part) => {
  await expect(reading(withSheet(part))).rejects.toMatchObject({
    code: 'WORKBOOK_DAMAGED',
    category: 'file',
  });
});

it('C15 a shared text that is missing: reported with its sheet and cell', async () => {
  const part = sheetOf('<row r="7"><c r="B7" t="s"><v>3</v></c></row>');
  await expect(reading(withSheet(part))).rejects.toThrow('sheet "Data", is damaged: cell B7');
});

it.each<[string, WrittenWorkbook, string]>([
  ['the sheet', { rows, without: [sheetPart] }, 'WORKBOOK_DAMAGED'],
  ['the workbook', { rows, without: ['xl/workbook.xml'] }, 'CONTENT_NOT_SUPPORTED'],
  ['the list of parts', { rows, without: ['xl/_rels/workbook.xml.rels'] }, 'SHEET_UNCLEAR'],
])('C15 a workbook without %s: refused', async (_what, workbook, code) => {
  await expect(reading(workbookBytes(workbook))).rejects.toMatchObject({ code });
});

it('T03 a part that is there twice: refused, as it is unknown which one is meant', async () => {
  const parts = workbookMembers({ rows });
  const twice = zipArchive([...parts, { name: sheetPart.toUpperCase(), text: sheetOf('') }]);
  await expect(reading(twice)).rejects.toMatchObject({ code: 'ARCHIVE_MEMBER_UNCLEAR' });
});

it('T03 names of parts that lead elsewhere: they are harmless', async () => {
  const members = [
    { name: '../../../../tmp/wdh-escaped', text: 'x' },
    { name: '/etc/passwd', text: 'x' },
  ];
  expect((await reading(workbookBytes({ rows, members }))).rows).toHaveLength(1);
});

it('T03 a workbook that is a bomb: refused by what the archive declares, before it is unpacked', async () => {
  const bomb = workbookMembers({ rows }).map((part) =>
    part.name === sheetPart ? { ...part, declaredBytes: 300 * 1024 * 1024 } : part,
  );
  await expect(reading(zipArchive(bomb))).rejects.toMatchObject({ code: 'CONTENT_TOO_LARGE' });
  const small = withSheet(sheetOf(`<row r="1"><c t="str"><v>${'x'.repeat(5000)}</v></c></row>`));
  const limited = reading(small, { maxUnpackedBytes: 4000 });
  await expect(limited).rejects.toMatchObject({ code: 'CONTENT_TOO_LARGE' });
  await expect(limited).rejects.toThrow(sheetPart);
});

it('T03 a bomb that declares another size: reading it ends', async () => {
  const parts = workbookMembers({ rows }).map((part) =>
    part.name === sheetPart ? { ...part, text: Buffer.alloc(1e6, ' '), declaredBytes: 100 } : part,
  );
  await expect(reading(zipArchive(parts))).rejects.toMatchObject({ code: 'COMPRESSION_DAMAGED' });
});

it('T03 a text without end, or elements without end: refused while they are read', async () => {
  const text = sheetOf(`<row r="1"><c t="str"><v>${'x'.repeat(3_000_000)}</v></c></row>`);
  await expect(reading(withSheet(text))).rejects.toMatchObject({ code: 'CONTENT_TOO_LARGE' });
  const deep = sheetOf('<x>'.repeat(1000));
  await expect(reading(withSheet(deep))).rejects.toMatchObject({ code: 'CONTENT_TOO_LARGE' });
});

it('C14 a row of more text than a record may have: it is rejected, and its neighbours are read', async () => {
  const strings = `<si><t>${'x'.repeat(30_000)}</t></si>`;
  const long = `<row r="2">${'<c t="s"><v>0</v></c>'.repeat(40)}</row>`;
  const all = `<row r="1"><c t="str"><v>a</v></c></row>${long}<row r="3"><c><v>1</v></c></row>`;
  const { rows: found, rejected } = await reading(workbookBytes({ rows: all, strings }));
  expect(found).toEqual([{ a: '1' }]);
  expect(rejected).toMatchObject([{ code: 'RECORD_TOO_LARGE', lineNumber: 2 }]);
  expect(String(rejected[0]?.input).length).toBeLessThan(9000);
});

it('T03 a cell of many long texts, and cells that are filled: no more memory than a record may take', async () => {
  const header = '<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>';
  const text = `<t>${'x'.repeat(900_000)}</t>`;
  const endless = `<row r="2"><c t="inlineStr"><is>${text.repeat(3)}</is></c></row>`;
  const found = await reading(workbookBytes({ rows: header + endless }));
  expect(found.rejected).toMatchObject([{ code: 'RECORD_TOO_LARGE', lineNumber: 2 }]);
  const long = `<row r="2"><c t="inlineStr"><is>${text}</is></c></row><row r="3"/>`;
  const behind = '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>';
  const filled = await reading(workbookBytes({ rows: header + long, behind }), {
    mergedCells: 'fill',
  });
  expect(filled.rejected.map(({ code }) => code)).toContain('RECORD_TOO_LARGE');
});

it('C14 texts that are long: batches of bounded size', async () => {
  const strings = `<si><t>${'x'.repeat(500_000)}</t></si>`;
  const long = Array.from({ length: 100 }, () => '<row><c t="s"><v>0</v></c></row>').join('');
  const header = '<row r="1"><c t="str"><v>a</v></c></row>';
  await writeFile(path('in.xlsx'), workbookBytes({ rows: header + long, strings }));
  let most = 0;
  for await (const batch of excelSource(path('in.xlsx')).read()) {
    most = Math.max(most, batch.rows.length);
  }
  expect(most).toBeLessThan(40);
});

it('T03 a sheet of overlapping merged cells by the hundred thousand: an error, the workbook is damaged', async () => {
  for (const range of ['C1:C9999', 'C2:C9999']) {
    const behind = `<mergeCells>${`<mergeCell ref="${range}"/>`.repeat(200_000)}</mergeCells>`;
    const all = '<row r="1"><c t="str"><v>a</v></c></row><row r="2"><c><v>1</v></c></row>';
    await expect(reading(workbookBytes({ rows: all, behind }))).rejects.toMatchObject({
      code: 'WORKBOOK_DAMAGED',
    });
  }
});

it('T03 a signal while a workbook is read: it fails for the reason of the signal', async () => {
  const row = '<row><c t="str"><v>a</v></c></row>';
  await writeFile(path('in.xlsx'), workbookBytes({ rows: row.repeat(20_000) }));
  const ending = new AbortController();
  const reason = new Error('the deadline has passed');
  const all = async (): Promise<void> => {
    const source = excelSource(path('in.xlsx'), { batchSize: 10 });
    for await (const { rows: found } of source.read(ending.signal)) {
      if (found.length > 0) ending.abort(reason);
    }
  };
  await expect(all()).rejects.toBe(reason);
});

it('T03 a number with many zeros: it is read in linear time', async () => {
  const number = `1${'0'.repeat(300_000)}1`;
  const all = `<row><c t="str"><v>a</v></c></row><row><c><v>${number}</v></c></row>`;
  const { rows: found } = await reading(workbookBytes({ rows: all }), { numbers: 'shortest' });
  expect(found).toEqual([{ a: number }]);
});

it('T03 a sheet without a part, or whose name is there twice: refused', async () => {
  const named = (name: string) => ({ name, rows: [['a'], ['1']] });
  const twice = workbookBytes({ sheets: [named('q'), named('q')] });
  await expect(reading(twice, { sheet: 'q' })).rejects.toMatchObject({ code: 'SHEET_UNCLEAR' });
  const parts = workbookMembers({ sheets: [named('first'), named('second')] }).map((part) =>
    part.name === 'xl/workbook.xml'
      ? { ...part, text: String(part.text).replace('r:id="rId1"', 'r:id="rId77"') }
      : part,
  );
  await expect(reading(zipArchive(parts))).rejects.toThrow('its sheet "first" has no part');
});

it('T03 a list of sheets that is too large to hold: refused', async () => {
  const parts = workbookMembers({ rows }).map((part) =>
    part.name === 'xl/styles.xml' ? { ...part, declaredBytes: 65 * 1024 * 1024 } : part,
  );
  await expect(reading(zipArchive(parts))).rejects.toMatchObject({ code: 'CONTENT_TOO_LARGE' });
});

it('C15 a sheet with a wrong checksum: nothing of it is read', async () => {
  const parts = workbookMembers({ rows }).map((part) =>
    part.name === sheetPart ? { ...part, checksum: 1 } : part,
  );
  await writeFile(path('in.xlsx'), zipArchive(parts));
  const first = excelSource(path('in.xlsx')).read()[Symbol.asyncIterator]().next();
  await expect(first).rejects.toMatchObject({ code: 'COMPRESSION_DAMAGED' });
});

it('C15 a workbook that is truncated at any length: an error', async () => {
  const whole = workbookBytes({ rows, strings: '<si><t>x</t></si>' });
  for (let length = 0; length < whole.length; length += 97) {
    const failed = await reading(whole.subarray(0, length)).catch((error: unknown) => error);
    expect(failed).toMatchObject({ category: 'file' });
  }
});

it('C21 a workbook that changes between identify and read: refused before its first row', async () => {
  await writeFile(path('in.xlsx'), workbookBytes({ rows }));
  const source = excelSource(path('in.xlsx'));
  await source.identify();
  await appendFile(path('in.xlsx'), 'x');
  await expect(source.read()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'SOURCE_CHANGED',
  });
  const bytes = await readFile(path('in.xlsx'));
  await truncate(path('in.xlsx'), bytes.length - 1);
  expect((await readSource(source)).rows).toHaveLength(1);
});

it('C21 a workbook that is replaced while it is read: the rows are those that were identified', async () => {
  const many = [['a'], ...Array.from({ length: 5000 }, (_, index) => [String(index)])];
  await writeFile(path('in.xlsx'), workbookBytes({ rows: many }));
  const source = excelSource(path('in.xlsx'), { batchSize: 100 });
  await source.identify();
  let count = 0;
  for await (const batch of source.read()) {
    if (count === 0) await writeFile(path('in.xlsx'), workbookBytes({ rows }));
    count += batch.rows.length;
  }
  expect(count).toBe(5000);
});
