import { expect, test, vi } from 'vitest';
import { rowReader } from './row-reader.js';

const hostile = [
  '__proto__',
  'constructor',
  '"]; globalThis.hacked = true; row["',
  '`${globalThis.hacked = true}`',
  '\\',
  '\u2028\n',
  '\uD800',
  '7',
  'absent',
  'toString',
];

test.each([
  ['with generated code', false],
  ['where code must not be generated', true],
])('reads properties of any names, in their order, %s', (_, isForbidden) => {
  // A name of its own: functions are kept by their names.
  const names = [...hostile, String(isForbidden)];
  if (isForbidden) {
    vi.stubGlobal('Function', function refuse() {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
  }
  const read = rowReader(names);
  vi.unstubAllGlobals();
  const own = names.filter((name) => name !== 'absent' && name !== 'toString');
  const row = Object.fromEntries(own.toReversed().map((name) => [name, `of ${name}`]));
  const values: unknown[] = [];
  read(row, values);
  expect(values).toEqual(names.map((name) => (own.includes(name) ? `of ${name}` : undefined)));
  expect(globalThis).not.toHaveProperty('hacked');
  read({}, values);
  expect(values).toEqual(names.map(() => undefined));
});

test('reads as many columns as a table can have, and more', () => {
  for (const count of [0, 1, 50, 51, 1600, 1700]) {
    const names = Array.from({ length: count }, (_, at) => `c${at}`);
    const values: unknown[] = [];
    rowReader(names)(Object.fromEntries(names.map((name, at) => [name, at])), values);
    expect(values).toEqual(names.map((_, at) => at));
  }
});

test('reads what rows of a class have from getters and prototypes, as any reading does', () => {
  class Row {
    own = 1;
    get computed(): number {
      return this.own + 1;
    }
  }
  const values: unknown[] = [];
  rowReader(['computed', 'own'])(new Row(), values);
  expect(values).toEqual([2, 1]);
});
