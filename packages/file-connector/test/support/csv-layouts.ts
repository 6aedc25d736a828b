import fc from 'fast-check';
import type { CsvSourceOptions } from '../../src/csv/csv-source-options.js';

/** Options for what is around the records and cells of a text, with a header or without. */
export const csvLayouts = fc
  .record({
    hasHeader: fc.boolean(),
    policy: fc.constantFrom('strict', 'lenient'),
    blanks: fc.constantFrom({}, { trimBlanks: true }, { trimBlanks: true, trimQuoted: true }),
    trailingDelimiter: fc.constantFrom('error', 'ignore'),
    dialect: fc.constantFrom(
      {},
      {},
      { delimiter: 'yz' },
      { recordSeparator: ' ' },
      { comment: 'ü' },
      { endMarker: 'yz' },
      { delimiter: ' ', quote: null },
    ),
    skipLines: fc.nat({ max: 1 }),
    headerRows: fc.integer({ min: 1, max: 3 }),
    headerFill: fc.constantFrom('none', 'right'),
    duplicateHeaders: fc.constantFrom('error', 'number', 'number'),
    emptyHeaders: fc.constantFrom('error', 'number', 'number'),
    skipAfterHeader: fc.nat({ max: 2 }),
    footer: fc.constantFrom(
      {},
      { footerRows: 1 },
      { footerRows: 3 },
      { footer: { startsWith: 'x' } },
      { footer: [{ equals: 'yz' }, { startsWith: 'ü' }] },
    ),
  } as const)
  .map(({ hasHeader, footer, headerRows, headerFill, policy, ...others }): CsvSourceOptions => {
    const { dialect, skipLines, blanks, trailingDelimiter, skipAfterHeader, ...names } = others;
    return {
      policy,
      skipLines,
      ...dialect,
      ...blanks,
      ...footer,
      ...(policy === 'strict' ? { trailingDelimiter } : {}),
      ...(hasHeader
        ? { headerRows, skipAfterHeader, ...names, ...(headerRows > 1 ? { headerFill } : {}) }
        : { hasHeader, columns: ['a', 'b'] }),
    };
  });
