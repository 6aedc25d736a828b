import type { RowIssue } from '@wdh/pipeline-core';

/** What is traded against what. */
export interface Instrument {
  /** The name under which trades are stored. */
  readonly symbol: string;
  readonly base: string;
  /** The currency of the price. */
  readonly quote: string;
  /** What a leveraged token follows; absent for everything else. */
  readonly underlying?: string;
  /** The day of delivery of a future, YYMMDD; absent for everything else. */
  readonly delivery?: string;
}

/** Reports a symbol that its exchange does not write so. */
export const invalidSymbol = (expected: string): RowIssue => {
  return { field: 'symbol', code: 'SYMBOL_INVALID', message: expected };
};

/** Reports a symbol that ends in no known quote. */
export const unknownQuote: RowIssue = {
  field: 'symbol',
  code: 'SYMBOL_QUOTE_UNKNOWN',
  message: 'must end in a known quote, or be listed by the exchange',
};
