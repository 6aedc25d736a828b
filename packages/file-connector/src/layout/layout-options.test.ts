import { describe, expect, it } from 'vitest';
import { completeLayout, layoutProblem } from './layout-options.js';

const problem = (options: object, hasHeader = true) =>
  layoutProblem(completeLayout(options), hasHeader);

describe('layoutProblem', () => {
  it('accepts the defaults, with a header and without', () => {
    expect([problem({}), problem({}, false), problem({ footerRows: 1 }, false)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    [{ headerRows: 0 }, 'headerRows must be a whole number from 1 to 20'],
    [{ headerRows: 21 }, 'headerRows must be a whole number from 1 to 20'],
    [{ headerRows: 2, headerJoin: 1 }, 'headerJoin must be a text'],
    [{ headerRows: 2, headerFill: 'left' }, 'headerFill must be none or right'],
    [{ headerFill: 'right' }, 'headerFill and headerJoin need headerRows from 2'],
    [{ duplicateHeaders: 'drop' }, 'duplicateHeaders must be error or number'],
    [{ emptyHeaders: true }, 'emptyHeaders must be error or number'],
    [{ skipAfterHeader: -1 }, 'skipAfterHeader must be a whole number from 0'],
    [{ footerRows: 101 }, 'footerRows must be a whole number from 0 to 100'],
    [{ footerRows: 1, footer: { equals: 'x' } }, 'footerRows and footer exclude each other'],
    [{ footer: { startsWith: ' ' } }, /^footer must be/],
    [{ footer: /x/ }, /^footer must be/],
    [{ footer: [{ startsWith: 'x', equals: 'x' }] }, /^footer must be/],
  ])('refuses %j', (options, expected) => {
    expect(problem(options)).toMatch(expected);
  });

  it('refuses rules for a header where there is none', () => {
    expect(problem({ skipAfterHeader: 1 }, false)).toContain('need a header');
    expect(problem({ duplicateHeaders: 'number' }, false)).toContain('need a header');
  });
});
