import { describe, expect, it, vi } from 'vitest';
import { plainCell } from './plain-cell.js';
import { namedRowFactory } from './plain-row-factory.js';

const hostile = [
  '__proto__',
  'constructor',
  '"]: (globalThis.hacked = true), ["',
  '`${globalThis.hacked = true}`',
  '\\',
  '\u2028\n',
  '\uD800',
  '7',
];
const text = 'abcd""ef';
const positions = Int32Array.from(hostile.flatMap((_, at) => [at, at === 3 ? ~7 : at + 1]));

describe('namedRowFactory', () => {
  it.each([
    ['with generated code', false],
    ['where code must not be generated', true],
  ])('makes plain objects with any names of columns, %s', (_, isForbidden) => {
    if (isForbidden) {
      vi.stubGlobal('Function', function refuse() {
        throw new EvalError('Code generation from strings disallowed for this context');
      });
    }
    const row = namedRowFactory(hostile, plainCell('"', null))(text, positions, 0);
    vi.unstubAllGlobals();
    const cells = ['a', 'b', 'c', 'd"e', '"', '"', 'e', 'f'];
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(new Map(Object.entries(row))).toEqual(
      new Map(hostile.map((name, at) => [name, cells[at]])),
    );
    expect(Object.keys(row)).toEqual(['7', ...hostile.slice(0, -1)]);
    expect(globalThis).not.toHaveProperty('hacked');
  });

  it('makes rows of many columns', () => {
    const columns = Array.from({ length: 1600 }, (_, at) => `c${at}`);
    const same = Int32Array.from(columns.flatMap(() => [0, 1]));
    expect(Object.values(namedRowFactory(columns, plainCell('"', null))(text, same, 0))).toEqual(
      columns.map(() => 'a'),
    );
  });
});
