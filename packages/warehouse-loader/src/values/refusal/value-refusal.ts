/** A value that cannot be written to its column unchanged. It does not contain the value. */
export class ValueRefusal extends Error {
  /** `VALUE_TYPE_WRONG`, `VALUE_WOULD_CHANGE` or another code. */
  readonly code: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.name = 'ValueRefusal';
    this.code = code;
  }
}

/** A value of a JavaScript type that the column does not accept. */
export function wrongType(value: unknown, expected: string): ValueRefusal {
  return new ValueRefusal('VALUE_TYPE_WRONG', `${kindOf(value)}, where ${expected} is expected`);
}

/** A value that the server would round, truncate or shift. */
export function wouldChange(reason: string): ValueRefusal {
  return new ValueRefusal('VALUE_WOULD_CHANGE', reason);
}

/** Returns the kind of a value for messages, without the value. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a Date';
  if (value instanceof Uint8Array) return 'bytes';
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
