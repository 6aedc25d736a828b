import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { TextTable } from './text-table.js';

const columns = [
  { head: 'name', canShrink: true },
  { head: 'rows', align: 'right' },
] as const;

describe('TextTable', () => {
  it('aligns columns, and cuts only what may be cut', () => {
    const table = new TextTable(columns, 16);
    expect(
      table.withHead([
        ['a', '1,000'],
        ['a long name', '1'],
      ]),
    ).toEqual(['name        rows', 'a          1,000', 'a long n…      1']);
    expect(table.lines([['later', '1,234']])).toEqual(['later      1,234']);
  });

  it('cuts nothing without a width', () => {
    const [, line] = new TextTable(columns, Infinity).withHead([['x'.repeat(500), '1']]);
    expect(line).toBe(`${'x'.repeat(500)}     1`);
  });

  it('never writes a line that is wider than the terminal, or control characters', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const property = fc.property(
      fc.array(fc.tuple(text, text)),
      fc.integer({ min: 10, max: 80 }),
      (rows, width) => {
        const lines = new TextTable(columns, width).withHead(rows);
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      },
    );
    fc.assert(property, { numRuns: 200 });
  });
});
