import type { FileProfile } from '@wdh/file-connector';
import type { TableDesign } from './table-design.js';

/**
 * Makes a property with JSON numbers and strings a column of type text. As `jsonb` it would keep which
 * is which, but a row that a schema returns does not say it of its texts, and would be rejected.
 */
export function withMixedAsText(design: TableDesign, { columns }: FileProfile): TableDesign {
  return {
    ...design,
    columns: design.columns.map((column, index) =>
      columns[index]?.isNumberOrString === true ? { ...column, type: 'text' } : column,
    ),
  };
}

/** Says which properties {@link withMixedAsText} changes. */
export const mixedNotes = ({ columns }: FileProfile): readonly string[] =>
  columns.flatMap(({ name, isNumberOrString }) =>
    isNumberOrString === true
      ? [
          `Property ${name} has numbers and strings: both become text, so that 1 and "1" are the same.`,
        ]
      : [],
  );
