/** Options of `numberFormat`: how the numbers of a column are written. */
export interface NumberFormatOptions {
  /** The mark before the decimals. Default `.`. */
  readonly decimal?: string | undefined;
  /**
   * The marks between groups of digits; one number has one of them only, or none. A blank is any of
   * space, no-break space, narrow no-break space and thin space, and `'` is also `’`. Default none.
   */
  readonly group?: string | readonly string[] | undefined;
  /**
   * Digits of a group, from the decimal mark on: `[3]`, `[3, 2]` as in India (`12,34,567`), or `[4]`.
   * A number with other groups is rejected. Default `[3]`.
   */
  readonly grouping?: readonly number[] | undefined;
  /** Whether a number of several groups must have the marks. Default false: `1234` is a number too. */
  readonly requireGroups?: boolean | undefined;
  /** Signs and codes that may precede or follow a number, such as `['€', 'EUR']`. Default none. */
  readonly currency?: readonly string[] | undefined;
  /**
   * How numbers of percent are converted: `fraction` makes `0.125` of `12,5 %`, and rejects a number
   * without `%`; `as-is` makes `12.5`. Default: `%` is rejected.
   */
  readonly percent?: 'fraction' | 'as-is' | undefined;
  /** The same for `‰`. */
  readonly permille?: 'fraction' | 'as-is' | undefined;
  /**
   * How minus one is written, besides `-1`: such as `1-`, `(1)`, `−1` (U+2212), `–1` and `1 DR`.
   * Default none.
   */
  readonly negative?: readonly string[] | undefined;
  /** How plus one is written, besides `1` and `+1`, such as `1 CR`. Default none. */
  readonly positive?: readonly string[] | undefined;
  /** Whether `1,5E+3` is a number. Default false. */
  readonly exponent?: boolean | undefined;
  /** The largest exponent, and the smallest below zero, at most 10,000. Default 330. */
  readonly maxExponent?: number | undefined;
  /** Whether `,5` and `5,` are numbers. Default false. */
  readonly bareDecimal?: boolean | undefined;
  /** The zeros of other digits, such as `０` or `٠`; a number has digits of one kind. Default none. */
  readonly digits?: readonly string[] | undefined;
  /** Most decimals of the result. A number with more is rejected: nothing is rounded. Default any. */
  readonly maxScale?: number | undefined;
  /** Whether the result must be a whole number: a decimal mark is rejected. Default false. */
  readonly integer?: boolean | undefined;
}

/** Complete and checked options of `numberFormat`, in one form for formats that are the same. */
export interface NumberRules {
  /** Null for whole numbers. */
  readonly decimal: string | null;
  readonly groups: readonly string[];
  readonly grouping: readonly number[];
  readonly requireGroups: boolean;
  readonly currency: readonly string[];
  readonly percent: 'fraction' | 'as-is' | null;
  readonly permille: 'fraction' | 'as-is' | null;
  readonly negative: readonly string[];
  readonly positive: readonly string[];
  readonly exponent: boolean;
  readonly maxExponent: number;
  readonly bareDecimal: boolean;
  readonly digits: readonly string[];
  readonly maxScale: number;
}

/** Beyond the range of a double. */
export const defaultMaxExponent = 330;
