import { describe, expect, it } from 'vitest';
import { parseTableName, quoteTableName, showTableName } from './table-name.js';

describe('parseTableName', () => {
  it.each([
    ['strikes', 'public', 'strikes'],
    ['raw.strikes', 'raw', 'strikes'],
    ['Raw.My Strikes', 'Raw', 'My Strikes'],
    ['"a.b"."c""d"', 'a.b', 'c"d'],
    ['raw."x; drop table y"', 'raw', 'x; drop table y'],
    ["strikes'; drop table x; --", 'public', "strikes'; drop table x; --"],
  ])('reads %s', (text, schema, table) => {
    expect(parseTableName(text)).toEqual({ schema, table });
  });

  it.each(['', '.', 'a.', '.b', 'a.b.c', '"a', 'a"b', '""', 'a\0b'])('refuses %j', (text) => {
    expect(() => parseTableName(text)).toThrow(
      expect.objectContaining({ code: 'TABLE_NAME_INVALID', category: 'usage' }),
    );
  });
});

it('a table name with any characters is quoted for SQL', () => {
  expect(quoteTableName({ schema: 'a"b', table: 'c; drop' })).toBe('"a""b"."c; drop"');
});

it('a table name is shown so that it can be parsed again', () => {
  const name = { schema: 'public', table: 'My "Table"' };
  expect(showTableName(name)).toBe('public."My ""Table"""');
  expect(parseTableName(showTableName(name))).toEqual(name);
});
