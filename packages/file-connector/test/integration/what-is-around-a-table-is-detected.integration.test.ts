import { describe, expect, it } from 'vitest';
import {
  certainFrom,
  certainOptions,
  csvSource,
  detectDialect,
  type DetectedDialect,
  type DialectProposals,
  type KnownDialect,
} from '../../src/index.js';
import { readSource } from '../support/read-source.js';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

const detect = (text: string, known?: KnownDialect): Promise<DetectedDialect> =>
  detectDialect(bytesOf(text), known);

type Expected = Partial<{ [Name in keyof DialectProposals]: DialectProposals[Name]['value'] }>;

/** The proposals that are certain, by name. */
function certainOf({ proposals }: DetectedDialect): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(proposals).flatMap(([name, { value, confidence }]) =>
      confidence >= certainFrom ? [[name, value]] : [],
    ),
  );
}

describe('detectDialect is certain', () => {
  it.each<[string, string, Expected]>([
    ['of a quote by where it occurs', "1,'a'\n2,'b'\n", { quote: "'", hasHeader: false }],
    ['of an escape', 'a,b\n1,"say \\"x\\""\n2,"y"\n', { escape: '\\', quote: '"' }],
    ['of doubled quotes', 'a,b\n1,"say ""x"""\n2,"y"\n', { escape: null, quote: '"' }],
    ['of no quotes', 'id,size\n1,5" pipe\n2,6" pipe\n3,7" pipe\n', { quote: null }],
    ['of a header', 'id,name\n1,a\n2,b\n', { hasHeader: true, skipLines: 0, footerRecords: 0 }],
    ['of no header', '1,Bern,5.5\n2,Oslo,6.5\n3,Rome,7\n', { hasHeader: false }],
    ['of a title', 'Report\n2025\na,b\n1,2\n3,4\n5,6\n', { skipLines: 2, hasHeader: true }],
    ['of a title and a blank line', 'T\r\n\r\na;b\r\n1;2\r\n3;4\r\n', { skipLines: 2 }],
    ['of a title with delimiters', 'T;;\nX;;\n;;\nid;n;v\n1;a;5\n2;b;6\n', { skipLines: 3 }],
    ['of a title in quotes over two lines', '"A\nB"\nid,v\n1,2\n3,4\n', { skipLines: 2 }],
    ['of comments', '# x\n# y\nid,name\n1,a\n2,b\n', { comment: '#', skipLines: 0 }],
    ['of a line sep=', 'sep=;\na;b\n1;2\n3;4\n', { delimiter: ';', skipLines: 1 }],
    ['of a line sep= in quotes', '"sep=|"\r\na|b\r\n1|2\r\n', { delimiter: '|', skipLines: 1 }],
    ['of units', 'time,speed\ns,m/s\n1,2.5\n2,2.6\n', { hasUnitsRow: true, headerRows: 1 }],
    ['of units in brackets', 't;v\n[s];[m/s]\n1;2,5\n2;2,6\n', { hasUnitsRow: true }],
    ['of a total', 'id,v\n1,5\n2,6\n3,7\nTotal,18\n', { footerRecords: 1 }],
    ['of a note at the end', 'id;n;v\n1;a;5\n2;b;6\n3;c;7\n\nMade by X\n', { footerRecords: 1 }],
    ['of a total in another column', 'id,n,v\n1,a,5\n2,b,6\n,Total,11\n', { footerRecords: 1 }],
    ['of an average', 'day,v\n2024-01-01,5\n2024-01-02,6\nMean,5.5\n', { footerRecords: 1 }],
    ['of a cell of delimiters in quotes', '"a,b";"c,d"\n"e,f";"g,h"\n', { delimiter: ';' }],
    ['of single quotes and returns', "1\t'a''b'\r2\t'c'\r3\td\r", { quote: "'" }],
    ['of a caret', 'a^b\n1^2\n3^4\n', { delimiter: '^' }],
    ['of decimal commas', 'T;B\n01.02.2024;1.234,56\n02.02.2024;-12,00\n', { delimiter: ';' }],
  ])('%s', async (_name, text, expected) => {
    expect(certainOf(await detect(text))).toMatchObject(expected);
  });
});

describe('detectDialect is not certain', () => {
  it.each<[string, string, keyof DialectProposals]>([
    ['of two equally likely quotes', `a,b\n"x",'y'\n"z",'w'\n`, 'quote'],
    ['of one cell in single quotes', "a,b\n1,'x'\n2,y\n", 'quote'],
    ['of a header among text', 'name,city\nAnna,Bern\nBob,Oslo\n', 'hasHeader'],
    ['of years as a header', 'country,2020,2021\nDE,1,2\nFR,3,4\n', 'hasHeader'],
    ['of a delimiter that is a decimal comma as well', '1,5;2,5\n3,5;4,5\n', 'delimiter'],
    ['of sentences', 'Hello, world\nfoo, bar\n', 'delimiter'],
    ['of a single record', 'a;b\n', 'delimiter'],
    ['of two header rows', 'id,x,x\n,first,second\n1,2,3\n2,3,4\n', 'skipLines'],
    ['of a table above the table', 'a,b\n1,2\n3,4\n\nx,y,z\n1,2,3\n4,5,6\n4,5,6\n', 'skipLines'],
    [
      'of a table below with as many columns',
      'id,a\n1,2\n3,4\n\nno,b\n5,6\n7,8\n',
      'secondTableLine',
    ],
    ['of a first row that lacks a number', 'pending,Bern\n2,Oslo\n3,Rome\n', 'hasHeader'],
    ['of a first row with a limit', '<5,Bern\n2,Oslo\n3,Rome\n', 'hasHeader'],
    ['of a code above codes', 'A7,trace\nA8,10\nA9,11\n', 'hasHeader'],
    ['of counted columns', 'id,1,2,3\na,5,6,7\nb,8,9,9\n', 'hasHeader'],
    ['of dates above numbers', 'c,2020-01-01,2020-01-02\nDE,1,2\nFR,3,4\n', 'hasHeader'],
    ['of a title as wide as the table', 'Report, 2024\nid,v\n1,3\n2,4\n', 'skipLines'],
    ['of settings above the table', 'Unit,X\nFrom,2024-01-01\n\nday,v\n1,2\n2,3\n', 'skipLines'],
    ['of a setting below a title', 'Unit;X\nFrom;2024\nBern;11:57\nOslo;12:30\n', 'hasHeader'],
    ['of a header wider than the rows', 'a,b,c,d\n1,2,3\n4,5,6\n7,8,9\n', 'skipLines'],
    ['of a delimiter at the end of rows', 'a,b,c\n1,2,3,\n4,5,6,\n7,8,9,\n', 'skipLines'],
    ['of a name that is a total', 'company,v\nShell,5\nBP,6\nTotal,9\n', 'footerRecords'],
    ['of a total without a label', 'id,n,v\n1,a,5\n2,b,6\n,,11\n', 'footerRecords'],
    ['of a last row of few cells', 'n,a,b\nx,y,z\nw,y,z\nv,,\n', 'footerRecords'],
    ['of a last row that is cut', 'id,a,b\n1,x,y\n2,x,y\n3,x', 'footerRecords'],
    ['of a last cell that is cut', 'id,a\n2024-01-01,x\n2024-02-01,y\n2024-', 'footerRecords'],
    ['of a last row with a delimiter too many', 'id,a\n1,x\n2,x\n3,x,y\n', 'footerRecords'],
    ['of a note with a delimiter', 'id,v\n1,5\n2,6\n3,7\nSource: X, Y\n', 'footerRecords'],
    ['of another table of texts', 'a,b\nx,y\nz,w\n\nc,d\nu,v\ns,t\n', 'secondTableLine'],
    ['of decimal commas alone', '1,5\n2,5\n3,25\n', 'delimiter'],
    ['of milliseconds', '10:00:00,123 start\n10:00:01,456 x\n10:00:02,789 y\n', 'delimiter'],
    ['of addresses', '1 Main St, Springfield, IL\n2 Oak Ave, Shelby, OH\n', 'delimiter'],
    ['of a delimiter of two characters', 'id||n||v\n1||a||2\n2||b||3\n', 'delimiter'],
    ['of addresses of the web', 'http://x.example/1|2\nhttp://x.example/3|4\n', 'delimiter'],
    ['of JSON Lines', '{"a":1,"b":2}\n{"a":3,"b":4}\n{"a":5,"b":6}\n', 'delimiter'],
    ['of arrays of JSON', '["a",1,2]\n["b",3,4]\n["c",5,6]\n', 'delimiter'],
    ['of two lines above single cells', 'Unit;X\nFrom;2024\n903.18\n', 'delimiter'],
    ['of a quote that is cut', 'a;n\n1;5" x\n2;6" y\n3;7" z\n4;\'', 'quote'],
    ['of backslashes at the end of cells', 'a,b\n"C:\\","x"\n"D:\\","', 'escape'],
    ['of a mark before short records', 'tag,n\n#a\nb,2\nc,3\n#d\n', 'comment'],
    ['of comments that look like records', '#a,b\n1,2\n#3,4\n', 'comment'],
  ])('%s', async (_name, text, part) => {
    const detected = await detect(text);
    expect(detected.proposals[part].confidence).toBeLessThan(certainFrom);
    expect(() => certainOptions(detected)).toThrow(/\[(?:DIALECT|ENCODING)_UNCERTAIN\]/);
  });

  it('of the footer of a file that is longer than the sample', async () => {
    const { proposals } = await detect(`a,b\n${'1,2\n'.repeat(100_000)}Total,1\n`);
    expect(proposals.footerRecords.confidence).toBe(0);
  });
});

describe('certainOptions', () => {
  it.each([
    [
      'a title',
      'Report\n2025\na,b\n1,2\n3,4\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    [
      'sep=',
      'sep=;\na;b\n1;2\n3;4\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    [
      'comments',
      '# x\na,b\n1,2\n# y\n3,4\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    [
      'no header',
      "1,'a'\n2,'b'\n",
      [
        { column_1: '1', column_2: 'a' },
        { column_1: '2', column_2: 'b' },
      ],
    ],
  ])('let csvSource read %s', async (_name, text, rows) => {
    const options = certainOptions(await detect(text));
    const { rows: found, rejected } = await readSource(csvSource(bytesOf(text), options));
    expect(found).toEqual(rows);
    expect(rejected).toEqual([]);
  });

  it('name what is not certain, and use the options that the caller knows', async () => {
    const text = 'name,city\nAnna,Bern\nBob,Oslo\n';
    const refused = await detect(text);
    expect(() => certainOptions(refused)).toThrow(/hasHeader \(perhaps true\)/);
    expect(certainOptions(await detect(text, { hasHeader: true }))).toMatchObject({
      hasHeader: true,
    });
  });

  it('refuse an uncertain encoding, with the likely ones', async () => {
    const bytes = Buffer.from('id;name\n1;M\xfcller\n', 'latin1');
    const detected = await detectDialect(streamOf(bytes));
    expect(detected.encodings[0]).toBe('windows-1252');
    expect(() => certainOptions(detected)).toThrow(/ENCODING_UNCERTAIN.*"windows-1252"/);
    const known = await detectDialect(streamOf(bytes), {
      encoding: 'windows-1252',
      hasHeader: true,
    });
    expect(certainOptions(known)).toMatchObject({ encoding: 'windows-1252' });
  });

  it('refuse a table of texts that another one may follow', async () => {
    const text = 'a,b\nx,y\nz,w\n\nc,d\nu,v\ns,t\n';
    const detected = await detect(text, { hasHeader: true });
    expect(() => certainOptions(detected)).toThrow('another table may be there');
  });

  it.each([
    ['a row of units', 'time,speed\n\ns,m/s\n1,2.5\n2,2.6\n', { skipAfterHeader: 2 }],
    ['a total', 'id,v\n1,5\n2,6\n3,7\nTotal,18\n', { footerRows: 1 }],
    ['a note', 'id;n;v\n1;a;5\n2;b;6\n3;c;7\n\nMade by X\n', { footerRows: 1 }],
  ])('skip %s where that is certain', async (_name, text, expected) => {
    const detected = await detect(text);
    expect(certainOptions(detected)).toMatchObject(expected);
    expect(detected.dialect).toMatchObject(expected);
    const read = await readSource(csvSource(bytesOf(text), certainOptions(detected)));
    expect(read.rejected).toEqual([]);
    expect(read.rows.length).toBeLessThan(4);
  });

  it('refuse units that may be codes, and a footer that may be a row, by the options that skip them', async () => {
    const codes = await detect('grade,level\nA,N\n3,4\n5,6\n5,6\n', { hasHeader: true });
    expect(() => certainOptions(codes)).toThrow(/skipAfterHeader \(perhaps 1\)/);
    const total = await detect('id;v\n1;5\n2;6\n3;7\n;18\n\nMade by X\n');
    expect(() => certainOptions(total)).toThrow(/footerRows \(perhaps 2\)/);
    const row = await detect('id,a\n1,x\n2,y\n3 or 4,\n');
    expect(() => certainOptions(row)).toThrow(/footerRows \(perhaps 1\)/);
  });

  it('refuse two header rows, propose how they are joined, and use them where they are known', async () => {
    const text = 'id,Price,,Price\n,low,high,last\n1,2,3,4\n2,3,4,5\n';
    const detected = await detect(text);
    expect(() => certainOptions(detected)).toThrow(/headerRows \(perhaps 2\)/);
    expect(detected.dialect).toMatchObject({ headerRows: 2, headerFill: 'right' });
    const known = certainOptions(await detect(text, { headerRows: 2, hasHeader: true }));
    const read = await readSource(csvSource(bytesOf(text), { ...known, headerFill: 'right' }));
    expect(Object.keys(read.rows[0] ?? {})).toEqual([
      'id',
      'Price low',
      'Price high',
      'Price last',
    ]);
  });

  it('do not number equal names, which csvSource refuses by naming the option', async () => {
    const detected = await detect('id,v,v\n1,2,3\n2,3,4\n', { hasHeader: true });
    expect(detected.proposals.duplicateHeaders).toEqual({ value: 'number', confidence: 0.5 });
    const source = csvSource(bytesOf('id,v,v\n1,2,3\n'), certainOptions(detected));
    await expect(readSource(source)).rejects.toThrow("duplicateHeaders: 'number'");
  });
});

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
