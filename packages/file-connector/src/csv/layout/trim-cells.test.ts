import { expect, it } from 'vitest';
import { trimCells } from './trim-cells.js';

it('trimCells drops blanks at both ends of each cell, and no other characters', () => {
  const cells = [' \ta b\t', ' \t ', '', '\n x\u00a0', '\u200ba'];
  expect(trimCells(cells, { blanks: ' \t' })).toEqual(['a b', '', '', '\n x\u00a0', '\u200ba']);
  expect(trimCells([' \ta\t'], { blanks: ' ' })).toEqual(['\ta\t']);
});
