import type { DescribedColumn, TableDescription } from '@wdh/warehouse-loader';
import { expect, it } from 'vitest';
import { matchColumns, type MatchRules } from './match-columns.js';

function column(name: string, facts: Partial<DescribedColumn> = {}): DescribedColumn {
  return {
    name,
    typeName: 'text',
    baseType: 'text',
    isNotNull: false,
    hasDefault: false,
    isWritable: true,
    refusesEmpty: false,
    ...facts,
  };
}

const strikes: TableDescription = {
  schema: 'public',
  table: 'strikes',
  name: 'public.strikes',
  columns: [
    column('id', { isNotNull: true, hasDefault: true, refusesEmpty: true }),
    column('flight_date', { isNotNull: true, typeName: 'date', refusesEmpty: true }),
    column('cost_total', { refusesEmpty: true }),
    column('Notes'),
    column('total', { isWritable: false }),
  ],
  keys: [['id']],
  keyIndexes: [],
};

function match(names: readonly string[], rules: Partial<MatchRules> = {}, areCertain = true) {
  return matchColumns('in.csv', names, strikes, { empty: 'by-quotes', ...rules }, areCertain);
}

it('columns are matched by name first, and else by the same words', () => {
  expect(match(['Notes', 'Flight Date', 'costTotal $'])).toEqual({
    columns: [
      { from: 'Notes', to: 'Notes', keepsEmpty: true },
      { from: 'Flight Date', to: 'flight_date' },
      { from: 'costTotal $', to: 'cost_total' },
    ],
    left: ['id', 'total'],
  });
});

it('a column is renamed to, or left out', () => {
  const rules = { rename: { Tag: 'flight_date' }, omit: ['Extra'], empty: 'null' } as const;
  expect(match(['Tag', 'Extra', 'Notes'], rules).columns).toEqual([
    { from: 'Tag', to: 'flight_date' },
    { from: 'Extra', to: null },
    { from: 'Notes', to: 'Notes' },
  ]);
});

it.each<[string, readonly string[], Partial<MatchRules>, string | RegExp]>([
  [
    'an unknown column with the one that was meant',
    ['flight_date', 'cost_totl'],
    {},
    /does not have "cost_totl" \(did you mean "cost_total"\?\).*--rename "cost_totl=cost_total".*--omit "cost_totl"/,
  ],
  [
    'a column that the table needs',
    ['Notes'],
    {},
    /lacks what public\.strikes needs, not null and without a default "flight_date"/,
  ],
  [
    'two columns for one, of which the second finds no place',
    ['flight_date', 'Cost Total', 'cost total'],
    {},
    /does not have "cost total"/,
  ],
  [
    'a renaming to a column that is filled',
    ['flight_date', 'a', 'Notes'],
    { rename: { a: 'Notes' } },
    /two columns of the file would fill "Notes"/,
  ],
  ['a generated column', ['flight_date', 'total'], {}, /the server generates "total".*--omit/],
  [
    'a renaming of nothing, and to nothing',
    ['flight_date', 'Notes'],
    { rename: { Note: 'cost' } },
    /the file does not have "Note" \(did you mean "Notes"\?\).*--rename names what public\.strikes does not have "cost"/,
  ],
  ['a file of another table', ['a', 'b'], {}, /has no column of public\.strikes, which has "id"/],
])('the error names %s', (_, names, rules, message) => {
  expect(() => match(names, rules)).toThrow(
    expect.objectContaining({
      code: 'COLUMNS_DO_NOT_MATCH',
      category: 'schema',
      message: expect.stringMatching(message) as string,
    }),
  );
});

it('names that may be values are in no message', () => {
  let message = '';
  try {
    match(['flight_date', 'Smith', '4711'], {}, false);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain('--no-header and --columns');
  expect(message).not.toMatch(/Smith|4711/);
});
