/** A proposed value and its confidence. */
export interface Proposal<Value> {
  readonly value: Value;
  /** From 0 to 1. From {@link certainFrom} on it is certain, below 0.5 it is a guess. */
  readonly confidence: number;
}

/** The minimum confidence of a certain proposal. */
export const certainFrom = 0.9;

/** Returns a certain proposal for a value that the caller knows. */
export function knownOr<Value>(known: Value | undefined, guess: Proposal<Value>): Proposal<Value> {
  return known === undefined ? guess : { value: known, confidence: 1 };
}
