import fc from 'fast-check';

/** A table and one of the many ways to write it as CSV. */
export interface WrittenTable {
  readonly columns: string[];
  readonly records: string[][];
  readonly text: string;
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll('\0', '')),
  fc
    .array(fc.constantFrom('"', ',', '\n', '\r\n', '\r', 'x', ' ', '\u2028', '\ufeff', '\\.'), {
      maxLength: 6,
    })
    .map((parts) => parts.join('')),
  fc.constant(''),
);

/** Any table, with any legal quoting and one kind of newline. */
export const csvTable: fc.Arbitrary<WrittenTable> = fc
  .record({
    width: fc.integer({ min: 1, max: 5 }),
    height: fc.integer({ min: 0, max: 12 }),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    hasLastNewline: fc.boolean(),
  })
  .chain(({ width, height, newline, hasLastNewline }) =>
    fc
      .record({
        records: fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
        quoting: fc.infiniteStream(fc.boolean()),
      })
      .map(({ records, quoting }) => {
        const columns = Array.from({ length: width }, (_, index) => `c${index}`);
        const lines = [columns, ...records].map((cells) =>
          cells
            .map((text, column) => written(text, column, width, quoting.next().value === true))
            .join(','),
        );
        const text = lines.join(newline) + (hasLastNewline ? newline : '');
        return { columns, records, text };
      }),
  );

function written(text: string, column: number, width: number, isQuotedAnyway: boolean): string {
  const isDroppedBare = column === 0 && text.startsWith('\ufeff');
  const mustQuote = /[",\r\n]/.test(text) || (text === '' && width === 1) || isDroppedBare;
  return mustQuote || isQuotedAnyway ? `"${text.replaceAll('"', '""')}"` : text;
}
