import { describe, expect, it } from 'vitest';
import { catalogNamesOf } from './catalog-names.js';

const known = {
  tables: new Set(['orders']),
  columns: new Set(['id', 'amount']),
  constraints: new Set(['orders_pkey']),
};
const names = { table_name: 'orders', column_name: 'id', constraint_name: 'orders_pkey' };
const values = { table_name: 'secret', column_name: 'secret', constraint_name: 'secret' };

describe('catalogNamesOf', () => {
  it('keeps what the server itself found in its catalog', () => {
    const error = { ...values, routine: '_bt_check_unique' };
    expect(catalogNamesOf(error, undefined)).toEqual({
      table: 'secret',
      column: 'secret',
      constraint: 'secret',
    });
  });

  it.each(['exec_stmt_raise', 'PLy_output', 'plv8_fatal_error'])(
    'keeps of %s only what is known',
    (routine) => {
      expect(catalogNamesOf({ ...values, routine }, known)).toEqual({
        table: null,
        column: null,
        constraint: null,
      });
      expect(catalogNamesOf({ ...names, routine }, known)).toEqual({
        table: 'orders',
        column: 'id',
        constraint: 'orders_pkey',
      });
      expect(catalogNamesOf({ ...names, routine }, undefined)).toMatchObject({ table: null });
    },
  );

  it('keeps no name of another kind', () => {
    const error = { ...names, column_name: 'orders', routine: 'exec_stmt_raise' };
    expect(catalogNamesOf(error, known).column).toBeNull();
  });
});
