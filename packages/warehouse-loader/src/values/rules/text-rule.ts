/**
 * What the texts of one column must be, so that the server stores what they say and nothing else:
 * it rounds, cuts, shifts and completes in silence, and its settings decide what some texts mean.
 */
export interface TextRule {
  /** Texts with nothing to lose, which is nearly all of them. */
  readonly plain: RegExp | null;
  /**
   * Looks at any other text. One that the server refuses by itself may pass.
   *
   * @throws ValueRefusal `VALUE_WOULD_CHANGE`, `VALUE_TOO_LONG`, `VALUE_OUT_OF_RANGE` or
   * `VALUE_INVALID`.
   */
  check(text: string): void;
}

/** Applies one rule and another; what is plain for the first must be fine for both. */
export function bothRules(first: TextRule, second: TextRule): TextRule {
  return {
    plain: first.plain,
    check: (text) => {
      second.check(text);
      first.check(text);
    },
  };
}
