import { beforeAll, expect, test } from 'vitest';
import { createValueTypes } from '../warehouse/refused-values.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

beforeAll(() => createValueTypes(warehouse.sql));

test.each([
  ['sale', '(2025-03-04,1.50,a)', '(2025-03-04,1.50,a)'],
  ['sale', ' ("2025-03-04","1.5",) ', '(2025-03-04,1.50,)'],
  ['sale', '(,,)', '(,,)'],
  ['sale', '(,,"a"",)")', '(,,"a"",)")'],
  ['sale', '(,,"")', '(,,"")'],
  ['sale[]', ['(,1.5,a)', null], '{"(,1.50,a)",NULL}'],
  ['sale_of', '(,1,)', '(,1.00,)'],
  ['invoices', '(2,"(1,""(,1.5,)"",,)")', '(2,"(1,""(,1.50,)"",,)")'],
  ['sale_range', '["(2025-03-04,1,a)",)', '["(2025-03-04,1.00,a)",)'],
  ['days', '[2025-03-04,)', '[2025-03-04,)'],
  ['days_multi', '{[2025-03-04,2025-03-05)}', '{[2025-03-04,2025-03-05)}'],
  ['amounts', '[1.5,2]', '[1.50,2.00]'],
  ['amounts', 'empty', 'empty'],
  ['int4range', '[1,3)', '[1,3)'],
])('a column of type %s takes %j', async (type, value, stored) => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists kept`;
  await sql.unsafe(`create table kept (value ${type})`);
  await loader.load([{ value }], { into: 'kept' });
  expect(await sql`select value::text as value from kept`).toEqual([{ value: stored }]);
});
