/** How a sign is written around a number. */
export interface SignStyle {
  /** Empty where the number begins without a sign. */
  readonly prefix: string;
  /** Empty where the number ends without a sign. */
  readonly suffix: string;
  readonly isNegative: boolean;
}

const sample = /^([^\p{N}\p{C};|]*)1([^\p{N}\p{C};|]*)$/u;

/** Reads how a sign is written from a sample, such as `(1)` or `1 DR`; null where it shows none. */
export function signStyle(text: string): Omit<SignStyle, 'isNegative'> | null {
  const match = sample.exec(text);
  const prefix = match?.[1]?.trim() ?? '';
  const suffix = match?.[2]?.trim() ?? '';
  return prefix === '' && suffix === '' ? null : { prefix, suffix };
}
