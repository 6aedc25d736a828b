import { describe, expect, it } from 'vitest';
import { readText } from '../../test/support/read-text.js';

describe('readBatches with headers', () => {
  it.each([
    ['an empty file', ''],
    ['a byte order mark only', '\ufeff'],
    ['newlines only', '\r\n\n\r'],
  ])('refuses %s', async (_name, text) => {
    await expect(readText(text)).rejects.toMatchObject({ code: 'CSV_NO_HEADER', category: 'data' });
  });

  it('drops a byte order mark, and trims and normalises names', async () => {
    const { rows } = await readText('\ufeff A name ,"cafe\u0301"\n1,2\n');
    expect(rows).toEqual([{ 'A name': '1', café: '2' }]);
  });

  it('reads a header of several lines', async () => {
    const { rows, lineNumbers } = await readText('"a\nb",c\n1,2\n');
    expect(rows).toEqual([{ 'a\nb': '1', c: '2' }]);
    expect(lineNumbers).toEqual([3]);
  });

  it('refuses a malformed header', async () => {
    await expect(readText('a,"b\n1,2\n')).rejects.toMatchObject({
      code: 'CSV_HEADER_INVALID',
      context: { lineNumber: 1 },
    });
    await expect(readText('a,b\0\n1,2\n')).rejects.toMatchObject({ code: 'CSV_HEADER_INVALID' });
  });

  it.each([
    ['latin1', Buffer.from('a,gr\u00fc\u00dfe\n', 'latin1')],
    ['utf-16le without a byte order mark', Buffer.from('a,b\n1,2\n', 'utf16le')],
  ])('reports a header in %s as another encoding', async (_name, bytes) => {
    await expect(readText([bytes])).rejects.toMatchObject({
      code: 'INVALID_ENCODING',
      category: 'file',
    });
  });

  it('reads a column named __proto__ like any other', async () => {
    const { rows } = await readText('__proto__,constructor\nx,y\n');
    expect(Object.entries(rows[0] ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype);
    expect({}).not.toHaveProperty('x');
  });
});
