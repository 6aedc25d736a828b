import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTableName, showTableName } from '../../src/names/table-name.js';

test('a table name is parsed from its shown form', () => {
  const name = fc
    .string({
      unit: fc.oneof(fc.constantFrom('"', '.', ';', ' ', "'"), fc.string({ minLength: 1 })),
      minLength: 1,
    })
    .filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(name, name, (schema, table) => {
      expect(parseTableName(showTableName({ schema, table }))).toEqual({ schema, table });
    }),
  );
});
