import { describe, expect, it } from 'vitest';
import { listUrlPasswords, maskUrlPasswords } from './url-passwords.js';

describe('maskUrlPasswords', () => {
  it.each([
    ['postgres://etl:pw@db:5432/warehouse', 'postgres://etl:***@db:5432/warehouse'],
    ['postgres://:pw@db/warehouse', 'postgres://:***@db/warehouse'],
    ['postgres://etl:a@b@db/warehouse', 'postgres://etl:***@db/warehouse'],
    ['postgres://db/w?user=etl&password=pw&x=1', 'postgres://db/w?user=etl&password=***&x=1'],
    ['postgres://db/w?sslPassword=pw', 'postgres://db/w?sslPassword=***'],
    ['postgres://etl@db/warehouse', 'postgres://etl@db/warehouse'],
    ['sqlite:///tmp/x.db', 'sqlite:///tmp/x.db'],
  ])('turns %s into %s', (url, masked) => {
    expect(maskUrlPasswords(url)).toBe(masked);
  });
});

describe('listUrlPasswords', () => {
  it('lists each password as written and as meant', () => {
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
