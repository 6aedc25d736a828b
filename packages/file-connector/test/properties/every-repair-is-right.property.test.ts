import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DamageTable } from '../support/damage-tables.js';
import { damageTables } from '../support/damage-tables.js';
import { judgeRepairs } from '../support/judge-repairs.js';

/** The minimum number of repairs for each table, of the records that strict rejects. */
const owed: Readonly<Record<string, number>> = {
  'full cells': 80,
  'a last column that is always empty': 80,
  'empty cells anywhere': 50,
  'a first and a last column that are sometimes empty': 4,
  'numbers alone': 6,
  'one column': 8,
  'many columns': 60,
  prose: 5,
};

describe('lenient repairs correctly or not at all', () => {
  it.each(Object.entries(damageTables))('in a table of %s', async (name, table) => {
    const every = table.records.length > 12 ? 8 : 1;
    const { rejectedByStrict, right, wrong } = await judgeRepairs(table, every);
    expect(wrong).toEqual([]);
    expect(rejectedByStrict).toBeGreaterThan(60);
    expect(right).toBeGreaterThanOrEqual(owed[name] ?? 0);
  });

  it.each(['full cells', 'prose', 'records that end in a delimiter', 'cells of several lines'])(
    'in a table of %s, in another dialect',
    async (name) => {
      const table = damageTables[name];
      if (table === undefined) throw new Error(`no table of ${name}`);
      const dialect = { delimiter: ';', quote: "'", newline: '\r\n' } as const;
      const { right, wrong } = await judgeRepairs(table, 12, dialect);
      expect(wrong).toEqual([]);
      expect(right).toBeGreaterThanOrEqual(name === 'full cells' ? 50 : 0);
    },
  );

  it('in any table of columns that look different, some of them sometimes empty', async () => {
    let right = 0;
    await fc.assert(
      fc.asyncProperty(tableOfForms, async (table) => {
        const verdict = await judgeRepairs(table, 9);
        right += verdict.right;
        expect(verdict.wrong).toEqual([]);
      }),
      { numRuns: 8 },
    );
    expect(right).toBeGreaterThan(50);
  });

  it('in any table whose last cells hold text that no delimiter ends', async () => {
    let right = 0;
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const verdict = await judgeRepairs(table);
        right += verdict.right;
        expect(verdict.wrong).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect(right).toBeGreaterThan(20);
  });
});

const parts = ['"', ',', '\n', 'x', 'yz', ' ', '7', '12'] as const;
const text = (maxLength: number) =>
  fc.array(fc.constantFrom(...parts), { maxLength }).map((list) => list.join(''));

/** A delimiter at the end of a line of the last cell, or an empty last cell, looks like a surplus one. */
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

const forms = {
  number: fc.nat({ max: 999 }).map(String),
  id: fc.nat({ max: 99 }).map((id) => `AB-${id}`),
  day: fc.integer({ min: 10, max: 28 }).map((day) => `${day}/01/2018`),
  hour: fc.integer({ min: 0, max: 23 }).map((hour) => `${hour}:30`),
  colour: fc.constantFrom('red', 'blue', 'green'),
  text: fc.constantFrom('red boots', 'tee, long', 'big 5" one', 'a cap'),
};

/** Cells of one form each, with a given percentage of empty ones; in the last column none or all. */
const tableOfForms: fc.Arbitrary<DamageTable> = fc
  .record({
    columns: fc.array(
      fc.tuple(
        fc.constantFrom<keyof typeof forms>('number', 'id', 'day', 'hour', 'colour', 'text'),
        fc.constantFrom(0, 0, 3, 40, 100),
      ),
      { minLength: 2, maxLength: 6 },
    ),
    isLastEmpty: fc.boolean(),
  })
  .chain(({ columns, isLastEmpty }) => {
    const cells = columns.map(([form, percentEmpty], index) => {
      const isLast = index === columns.length - 1;
      const percent = isLast ? (isLastEmpty ? 100 : 0) : percentEmpty;
      return fc
        .tuple(forms[form], fc.integer({ min: 0, max: 99 }), fc.nat({ max: 9 }))
        .map(([cell, chance, quoting]) => {
          const value = chance < percent ? '' : cell;
          return { value, isQuoted: quoting === 0 || /[",]/.test(value) };
        });
    });
    return fc.record({
      columns: fc.constant(columns.map((_, index) => `c${index}`)),
      records: fc.array(fc.tuple(...cells), { minLength: 26, maxLength: 26 }),
    });
  });
