import { expect, it } from 'vitest';
import { addRename, parseColumns, parseKey } from './parse-load-values.js';

it('columns have names and perhaps types, which may contain a comma', () => {
  expect(parseColumns('id:bigint, price:numeric(12,2),note,at:timestamp with time zone')).toEqual([
    { name: 'id', type: 'bigint' },
    { name: 'price', type: 'numeric(12,2)' },
    { name: 'note', type: null },
    { name: 'at', type: 'timestamp with time zone' },
  ]);
});

it.each(['', 'a,,b', 'a:', 'a:text; drop table x', "a:text default ''", 'a:int,a:text', ':int'])(
  'the columns %j are refused',
  (text) => {
    expect(() => parseColumns(text)).toThrow();
  },
);

it('a new name follows the last equals sign', () => {
  expect(addRename('a=b=c', { d: 'e' })).toEqual({ d: 'e', 'a=b': 'c' });
  expect(() => addRename('a=', {})).toThrow('Expected');
  expect(() => addRename('d=x', { d: 'e' })).toThrow('renamed twice');
});

it('keys are checked', () => {
  expect(parseKey('a, b')).toEqual(['a', 'b']);
  expect(() => parseKey('a,')).toThrow('Expected');
  expect(() => parseKey('a,a')).toThrow('twice');
});
