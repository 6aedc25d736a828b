/**
 * What the texts of one column must be, so that the server stores what they say and nothing else:
 * it rounds, cuts and shifts in silence what has more digits, characters or parts than the column.
 */
export interface TextRule {
  /** Texts with nothing to lose, which is nearly all of them. */
  readonly plain: RegExp | null;
  /**
   * Looks at any other text. One that the server refuses by itself may pass.
   *
   * @throws ValueRefusal `VALUE_WOULD_CHANGE`, `VALUE_TOO_LONG` or `VALUE_OUT_OF_RANGE`.
   */
  check(text: string): void;
}
