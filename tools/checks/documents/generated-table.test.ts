import { describe, expect, it } from 'vitest';
import { withTable } from './generated-table.js';

const table = {
  path: 'README.md',
  name: 'sizes',
  header: ['what', 'size'],
  rows: [['a long name', '1']],
};
const wanted = `Before

<!-- begin: sizes -->

| what        | size |
| ----------- | ---- |
| a long name | 1    |

<!-- end: sizes -->

After
`;

describe('withTable', () => {
  it('puts the table into its place', () => {
    const document = 'Before\n\n<!-- begin: sizes -->\n<!-- end: sizes -->\n\nAfter\n';
    expect(withTable(document, table)).toBe(wanted);
  });

  it('changes nothing in a document that is right', () => {
    expect(withTable(wanted, table)).toBe(wanted);
  });

  it('refuses a document without the place', () => {
    expect(() => withTable('Before\n', table)).toThrow(/no place for the table "sizes"/);
  });
});
