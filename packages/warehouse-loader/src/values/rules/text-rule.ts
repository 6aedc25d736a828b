/**
 * The rule for the texts of one column, so that the server stores them unchanged: it silently
 * rounds, truncates, shifts and completes values, and its settings decide the meaning of some texts.
 */
export interface TextRule {
  /** Matches texts that cannot change, which are nearly all. */
  readonly plain: RegExp | null;
  /**
   * Checks any other text. One that the server refuses may pass.
   *
   * @throws ValueRefusal `VALUE_WOULD_CHANGE`, `VALUE_TOO_LONG`, `VALUE_OUT_OF_RANGE` or
   * `VALUE_INVALID`.
   */
  check(text: string): void;
}

/** Applies two rules; texts that are plain for the first must be valid for both. */
export function bothRules(first: TextRule, second: TextRule): TextRule {
  return {
    plain: first.plain,
    check: (text) => {
      second.check(text);
      first.check(text);
    },
  };
}
