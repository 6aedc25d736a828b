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
  it('replaces the table', () => {
    const document = 'Before\n\n<!-- begin: sizes -->\n<!-- end: sizes -->\n\nAfter\n';
    expect(withTable(document, table)).toBe(wanted);
  });

  it('changes nothing in a correct document', () => {
    expect(withTable(wanted, table)).toBe(wanted);
  });

  it('throws for a document without a place for the table', () => {
    expect(() => withTable('Before\n', table)).toThrow(/no place for the table "sizes"/);
  });
});
