/** What is proposed, and how sure that is. */
export interface Proposal<Value> {
  readonly value: Value;
  /** From 0 to 1. From {@link certainFrom} on it is certain, below a half it is a guess. */
  readonly confidence: number;
}

/** The confidence from which on a proposal counts as certain. */
export const certainFrom = 0.9;

/** What the caller knows needs no guess. */
export function knownOr<Value>(known: Value | undefined, guess: Proposal<Value>): Proposal<Value> {
  return known === undefined ? guess : { value: known, confidence: 1 };
}
