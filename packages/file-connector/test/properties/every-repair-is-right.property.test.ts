import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DamageTable } from '../support/damage-tables.js';
import { damageTables } from '../support/damage-tables.js';
import { judgeRepairs } from '../support/judge-repairs.js';

/** How many repairs each table is owed at least, of its records that strict rejects. */
const owed: Readonly<Record<string, number>> = {
  'full cells': 150,
  'a last column that is always empty': 150,
  'empty cells anywhere': 75,
  'a first and a last column empty at times': 4,
  'numbers alone': 15,
  'one column': 8,
  'many columns': 190,
  prose: 5,
  'records that end in a delimiter': 2,
};

describe('lenient repairs rightly or not at all', () => {
  it.each(Object.entries(damageTables))('in a table of %s', async (name, table) => {
    const every = table.records.length > 12 ? 5 : 1;
    const { rejectedByStrict, right, wrong } = await judgeRepairs(table, every);
    expect(wrong).toEqual([]);
    expect(rejectedByStrict).toBeGreaterThan(90);
    expect(right).toBeGreaterThanOrEqual(owed[name] ?? 0);
  });

  it('in any table whose last cells hold text that no delimiter ends', async () => {
    let right = 0;
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const verdict = await judgeRepairs(table);
        right += verdict.right;
        expect(verdict.wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(right).toBeGreaterThan(50);
  });
});

const parts = ['"', ',', '\n', 'x', 'yz', ' ', '7', '12'] as const;
const text = (maxLength: number) =>
  fc.array(fc.constantFrom(...parts), { maxLength }).map((list) => list.join(''));

/** A delimiter at the end of a line of the last cell, or an empty last cell, looks like one too many. */
const lastText = text(3).map((start) => `${start.replace(/,(?=\n|$)/g, '')}x`);

const anyTable: fc.Arbitrary<DamageTable> = fc
  .record({ width: fc.integer({ min: 1, max: 4 }), height: fc.integer({ min: 1, max: 5 }) })
  .chain(({ width, height }) => {
    const written = (value: fc.Arbitrary<string>) =>
      fc.record({ value, isQuotedAnyway: fc.boolean() }).map(({ value: cell, isQuotedAnyway }) => ({
        value: cell,
        isQuoted: isQuotedAnyway || /[",\n]/.test(cell),
      }));
    const record = fc
      .tuple(
        fc.array(written(text(4)), { minLength: width - 1, maxLength: width - 1 }),
        written(lastText),
      )
      .map(([cells, last]) => [...cells, last]);
    return fc.record({
      columns: fc.constant(Array.from({ length: width }, (_, index) => `c${index}`)),
      records: fc.array(record, { minLength: height, maxLength: height }),
    });
  });
