import { describe, expect, it } from 'vitest';
import { readText } from '../../test/support/read-text.js';
import { readBothWays, rowsOf } from '../../test/support/rows-of.js';

describe('a delimiter of several characters', () => {
  it.each(['||', '~|~', '::', '<~>', '🙂'])(
    'splits fields at %j, also around quotes',
    async (by) => {
      const text = ['a', 'b', 'c'].join(by) + '\n' + [`"1${by}""2"`, '', '"x\ny"'].join(by) + '\n';
      expect(await rowsOf(text, { delimiter: by })).toEqual([{ a: `1${by}"2`, b: '', c: 'x\ny' }]);
    },
  );

  it('is found from left to right', async () => {
    expect(await rowsOf('a||b\nx|||y\n|x||y|', { delimiter: '||' })).toEqual([
      { a: 'x', b: '|y' },
      { a: '|x', b: 'y|' },
    ]);
  });

  it('opens a quoted field only where a field begins', async () => {
    const { rejected } = await readBothWays('a||b\nx|||"y"\n1||"2"\n', { delimiter: '||' });
    expect(rejected).toMatchObject([{ code: 'STRAY_QUOTE', lineNumber: 2, input: 'x|||"y"' }]);
  });

  it.each([
    ['a quote never closed', '1||"2', 'QUOTE_NOT_CLOSED'],
    ['text after a closing quote', '1||"2"|', 'TEXT_AFTER_QUOTE'],
    ['too few fields', '1|2', 'TOO_FEW_FIELDS'],
    ['too many fields', '1||2||', 'TOO_MANY_FIELDS'],
  ])('rejects %s and reads the neighbours', async (_name, record, code) => {
    const text = `a||b\n1||2\n${record}\n3||"4"\n`;
    const { rows, rejected } = await readBothWays(text, { delimiter: '||' });
    expect(rows).toHaveLength(2);
    expect(rejected).toMatchObject([{ code, lineNumber: 3, input: record }]);
  });

  it('allows an escape before a quote', async () => {
    const text = 'a||b\n"x\\"||y"||"\\\\"\n';
    expect(await rowsOf(text, { delimiter: '||', escape: '\\' })).toEqual([
      { a: 'x"||y', b: '\\' },
    ]);
  });

  it('distinguishes a quoted empty field from an empty one', async () => {
    const options = { delimiter: '||', nullValues: [''] };
    expect(await rowsOf('a||b\n||""\n', options)).toEqual([{ a: null, b: '' }]);
  });

  it('is repaired under the policy lenient like a delimiter of one character', async () => {
    const text = 'a||b\n5" pipe||x\n1||2||\n3||4||\n';
    const { rows, statistics } = await readBothWays(text, { delimiter: '||', policy: 'lenient' });
    expect(rows).toContainEqual({ a: '5" pipe', b: 'x' });
    expect(statistics.repairs).toEqual({ STRAY_QUOTE: 1, EXTRA_EMPTY_FIELDS: 2 });
  });
});

describe('a record separator', () => {
  it.each([
    ['\x1e', ','],
    ['\x1e', '\x1f'],
    ['|\n', '|'],
    ['\x02\n', '\x01'],
    [';', ','],
    ['\n\n', '\t'],
    ['~~\r\n', '||'],
  ])('%j ends a record, with the delimiter %j', async (recordSeparator, delimiter) => {
    const record = (...cells: string[]): string => cells.join(delimiter) + recordSeparator;
    const text = record('a', 'b') + record('1', '') + record(`"${recordSeparator}"`, '"x"');
    expect(await rowsOf(text, { delimiter, recordSeparator })).toEqual([
      { a: '1', b: '' },
      { a: recordSeparator, b: 'x' },
    ]);
  });

  it('makes newlines data, and is what lines are counted by', async () => {
    const text = 'a,b;#x\n;1\n,2;;3;"4;5",6';
    const { rows, lineNumbers, rejected, statistics } = await readBothWays(text, {
      recordSeparator: ';',
      comment: '#',
    });
    expect(rows).toEqual([
      { a: '1\n', b: '2' },
      { a: '4;5', b: '6' },
    ]);
    expect(lineNumbers).toEqual([3, 6]);
    expect(rejected).toMatchObject([{ code: 'TOO_FEW_FIELDS', lineNumber: 5 }]);
    expect(statistics).toMatchObject({
      lines: 7,
      headerLines: 1,
      commentLines: 1,
      blankLines: 1,
      recordLines: 4,
    });
  });

  it('bounds a record, and skips lines', async () => {
    const { rows, rejected } = await readBothWays(`title|\na,b|\n${'x'.repeat(99)}|\n1,2|\n`, {
      recordSeparator: '|\n',
      skipLines: 1,
      maxRecordBytes: 20,
    });
    expect(rows).toEqual([{ a: '1', b: '2' }]);
    expect(rejected).toMatchObject([{ code: 'RECORD_TOO_LARGE', lineNumber: 3 }]);
  });
});

describe('trimBlanks', () => {
  it('drops spaces and tabs around fields and quotes, and keeps those inside', async () => {
    const text = 'a , b,\tc\n 1 ,\t"x, ""y"" "  ,  z z\t\n"" , ,"\n"\t\n  \n';
    const { rows, rejected, statistics } = await readBothWays(text, {
      trimBlanks: true,
      nullValues: [''],
    });
    expect(rows).toEqual([
      { a: '1', b: 'x, "y" ', c: 'z z' },
      { a: '', b: null, c: '\n' },
    ]);
    expect(rejected).toEqual([]);
    expect(statistics).toMatchObject({ lines: 5, blankLines: 1, recordLines: 3 });
  });

  it('does not drop a delimiter', async () => {
    const options = { trimBlanks: true, delimiter: '\t' };
    expect(await rowsOf('a\tb\n "1" \t\n', options)).toEqual([{ a: '1', b: '' }]);
  });

  it('rejects text before and after quotes', async () => {
    const text = 'a,b\nx "y",1\n"x" y,2\n3, "4\n5 , "6"\n';
    const { rows, rejected } = await readBothWays(text, { trimBlanks: true, policy: 'lenient' });
    expect(rows).toEqual([{ a: '5', b: '6' }]);
    expect(rejected.map(({ code }) => code)).toEqual([
      'STRAY_QUOTE',
      'TEXT_AFTER_QUOTE',
      'QUOTE_NOT_CLOSED',
    ]);
  });

  it('reads a line of blanks as an empty cell in a file of one column', async () => {
    expect(await rowsOf('a\n  \n', { trimBlanks: true })).toEqual([{ a: '' }]);
  });
});

describe('comments', () => {
  it('may follow blanks only where the option says so', async () => {
    const text = 'a,b\n  # x\n\t#y,\n1,#2\n';
    const { statistics, rows } = await readBothWays(text, {
      comment: '#',
      indentedComments: true,
    });
    expect(rows).toEqual([{ a: '1', b: '#2' }]);
    expect(statistics).toMatchObject({ commentLines: 2, recordLines: 1 });
    expect((await readBothWays(text, { comment: '#' })).rows).toHaveLength(2);
  });
});

describe('options that are ambiguous', () => {
  it.each([
    [{ delimiter: '|"' }, 'delimiter must not contain quote'],
    [{ delimiter: '' }, 'delimiter must be 1 to 16 characters'],
    [{ delimiter: 'a\n' }, 'delimiter must be 1 to 16 characters'],
    [{ delimiter: '|;', recordSeparator: ';' }, 'delimiter must not contain recordSeparator'],
    [{ delimiter: '||', recordSeparator: '|\n' }, 'must not begin with the end of delimiter'],
    [{ recordSeparator: '"\n' }, 'recordSeparator must not contain quote'],
    [{ recordSeparator: 'any' }, 'another character than letters and digits'],
    [{ recordSeparator: ';', newline: '\n' as const }, 'newline cannot be combined'],
    [{ recordSeparator: ';', comment: ';x' }, 'comment must not begin with'],
    [{ indentedComments: true }, 'indentedComments needs comment'],
    [{ endMarker: ',x' }, 'endMarker must not begin with'],
  ])('refuses %j by name', async (options, problem) => {
    await expect(readText('a', options)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(problem) as string,
    });
  });
});
