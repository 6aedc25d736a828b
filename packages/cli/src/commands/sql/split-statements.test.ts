import { describe, expect, it } from 'vitest';
import { firstWord, splitStatements } from './split-statements.js';

describe('splitStatements', () => {
  it.each([
    ['select 1', [], 'select 1'],
    ['select 1;', ['select 1'], ''],
    ['select 1; select 2;\n', ['select 1', 'select 2'], ''],
    [';;  ; ', [], ''],
    ['-- only a comment;\n', [], ''],
    ['/* a; /* b; */ c; */', [], ''],
    ['select 1 -- a;b\n;', ['select 1 -- a;b'], ''],
    ["select ';', 'it''s;' ;", ["select ';', 'it''s;'"], ''],
    ['select ";";', ['select ";"'], ''],
    [String.raw`select E'\';' ; select 2;`, [String.raw`select E'\';'`, 'select 2'], ''],
    [String.raw`select '\'; select 2;`, [String.raw`select '\'`, 'select 2'], ''],
    [String.raw`select type'\'; x`, [String.raw`select type'\'`], 'x'],
    ['do $$ begin a; end $$; x', ['do $$ begin a; end $$'], 'x'],
    ['do $a$ $$ ; $b$ ; $a$;', ['do $a$ $$ ; $b$ ; $a$'], ''],
    ['select $1; select a$b$c;', ['select $1', 'select a$b$c'], ''],
    ['create rule r as do (a; b); x', ['create rule r as do (a; b)'], 'x'],
    [
      'create function f() returns int begin atomic select case when true then 1 end; select 2; end; x',
      [
        'create function f() returns int begin atomic select case when true then 1 end; select 2; end',
      ],
      'x',
    ],
    ['begin; select 1; end;', ['begin', 'select 1', 'end'], ''],
    ["select 'open", [], "select 'open"],
    ['select $$ open;', [], 'select $$ open;'],
    ['/* open;', [], '/* open;'],
    ['select (1; 2', [], 'select (1; 2'],
    ['select 1; -- rest\n', ['select 1'], ''],
    ['', [], ''],
  ])('%j', (text, statements, rest) => {
    expect(splitStatements(text)).toEqual({ statements, rest });
  });

  it('takes time in proportion to the text', () => {
    const text = `select '${"x''".repeat(100_000)}';`.repeat(3);
    const begun = performance.now();
    expect(splitStatements(text).statements).toHaveLength(3);
    // In quadratic time, this takes many minutes.
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});

it.each([
  ['select 1', 'select'],
  ['  -- a\n /* b /* c */ */ COPY t', 'copy'],
  ['(select 1)', 'select'],
  ['', ''],
])('the first word of %j is %j', (statement, first) => {
  expect(firstWord(statement)).toBe(first);
});
