import type { TableDescription } from '@wdh/warehouse-loader';
import { nameOf, type NewTable } from './new-table.js';

/** Describes a table before it is created, to check what is asked of it. */
export function descriptionOf(planned: NewTable): TableDescription {
  const { table, design, keys } = planned;
  return {
    ...table,
    name: nameOf(planned),
    columns: design.columns.map(({ name, type, isRequired }) => ({
      name,
      typeName: type,
      baseType: type,
      isNotNull: isRequired || keys.includes(name),
      hasDefault: false,
      isWritable: true,
      refusesEmpty: type !== 'text',
    })),
    keys: keys.length === 0 ? [] : [keys],
    keyIndexes: [],
  };
}
