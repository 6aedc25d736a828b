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
    ['with a generated constructor', false, hostile.slice(2)],
    ['with a generated literal', false, hostile],
    ['where code must not be generated', true, hostile],
  ])('makes plain objects with any names of columns, %s', (_, isForbidden, names) => {
    if (isForbidden) {
      vi.stubGlobal('Function', function refuse() {
        throw new EvalError('Code generation from strings disallowed for this context');
      });
    }
    const first = 2 * (hostile.length - names.length);
    const row = namedRowFactory(names, plainCell('"', null))(text, positions, first);
    vi.unstubAllGlobals();
    const cells = ['a', 'b', 'c', 'd"e', '"', '"', 'e', 'f'].slice(hostile.length - names.length);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(new Map(Object.entries(row))).toEqual(
      new Map(names.map((name, at) => [name, cells[at]])),
    );
    expect(Object.keys(row)).toEqual(['7', ...names.slice(0, -1)]);
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
