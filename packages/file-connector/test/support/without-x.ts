import type { CellFormat } from '../../src/index.js';

/** A format that many cells of `csvGarbage` have, and that shows which cells were converted. */
export const withoutX: CellFormat = {
  name: 'test:without-x',
  code: 'HAS_X',
  expected: 'a text without x',
  parse: (cell) => (cell.includes('x') ? null : `<${cell}>`),
};
