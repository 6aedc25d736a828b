import { describe, expect, it } from 'vitest';
import { listUrlPasswords, maskUrlPasswords } from './url-passwords.js';

describe('maskUrlPasswords', () => {
  it.each([
    ['postgres://etl:pw@db:5432/warehouse', 'postgres://etl:***@db:5432/warehouse'],
    ['postgres://:pw@db/warehouse', 'postgres://:***@db/warehouse'],
    ['postgres://etl:a@b@db/warehouse', 'postgres://etl:***@db/warehouse'],
    ['postgres://db/w?user=etl&password=pw&x=1', 'postgres://db/w?user=etl&password=***&x=1'],
    ['postgres://db/w?sslPassword=pw', 'postgres://db/w?sslPassword=***'],
    ['postgres://etl:pw@db/w?pwd=x&sslkey=y&n', 'postgres://etl:***@db/w?pwd=***&sslkey=***&n'],
    ['postgres://db/w?password=&token=a=b', 'postgres://db/w?password=&token=***'],
    ['postgres://db/w?%70ass%77ord=pw', 'postgres://db/w?%70ass%77ord=***'],
    ['postgres://etl@db/warehouse', 'postgres://etl@db/warehouse'],
    ['sqlite:///tmp/x.db', 'sqlite:///tmp/x.db'],
  ])('turns %s into %s', (url, masked) => {
    expect(maskUrlPasswords(url)).toBe(masked);
  });
});

it.each(['token', '&', '=', '&token', ':', '@', '?', '://', 'a://a:', '=&token='])(
  'finds passwords in linear time: many of %s',
  (unit) => {
    const url = `postgres://${unit.repeat(300_000)}`;
    const start = performance.now();
    maskUrlPasswords(url);
    // In quadratic time, this takes minutes.
    expect(performance.now() - start).toBeLessThan(20_000);
  },
);

describe('listUrlPasswords', () => {
  it('lists each password as written and as decoded', () => {
    expect(listUrlPasswords('postgres://etl:p%40w@db/w?sslpassword=other')).toEqual([
      'p%40w',
      'p@w',
      'other',
    ]);
  });

  it('finds none in a URL without', () => {
    expect(listUrlPasswords('postgres://etl@db/w?sslmode=require')).toEqual([]);
  });
});
