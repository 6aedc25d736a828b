import type { TableDescription } from '@wdh/warehouse-loader';
import { expect, it } from 'vitest';
import { checkColumnTypes } from './check-column-types.js';

function tableOf(typeName: string): TableDescription {
  const facts = { isNotNull: false, hasDefault: false, isWritable: true, refusesEmpty: true };
  return {
    schema: 'public',
    table: 't',
    name: 'public.t',
    columns: [{ name: 'a', typeName, baseType: '', ...facts }],
    keys: [],
    keyIndexes: [],
  };
}

it.each([
  ['integer', 'INT4'],
  ['bigint', 'int8'],
  ['numeric(12,2)', 'decimal(12, 2)'],
  ['character varying(20)', 'varchar(20)'],
  ['timestamp(3) with time zone', 'timestamptz(3)'],
  ['timestamp without time zone', 'timestamp'],
  ['numeric(5,0)', 'numeric(5)'],
  ['character(1)', 'char'],
  ['bit(1)[]', 'bit[]'],
  ['text[]', 'text[]'],
  ['double precision', 'float8'],
])('%s is %s', (typeName, given) => {
  expect(() => {
    checkColumnTypes(tableOf(typeName), [], [{ name: 'a', type: given }]);
  }).not.toThrow();
});

it('every difference is named', () => {
  const options = [
    { name: 'A', type: 'bigint' },
    { name: 'b', type: null },
  ];
  expect(() => {
    checkColumnTypes(tableOf('integer'), [{ from: 'A', to: 'a' }], options);
  }).toThrow(
    '[COLUMN_TYPE_DIFFERS] public.t differs from --columns: "a" is integer, and not bigint; it has no column "b". Correct the option, or change the table.',
  );
});

it('a column that is not loaded has no type to differ', () => {
  const options = [
    { name: 'a', type: 'integer' },
    { name: 'extra', type: null },
  ];
  const matched = [
    { from: 'a', to: 'a' },
    { from: 'extra', to: null },
  ];
  expect(() => {
    checkColumnTypes(tableOf('integer'), matched, options);
  }).not.toThrow();
});
