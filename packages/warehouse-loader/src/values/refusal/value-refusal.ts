/** A value that cannot be written to its column without changing. Never holds the value. */
export class ValueRefusal extends Error {
  /** `VALUE_TYPE_WRONG`, `VALUE_WOULD_CHANGE` or another that tells what is wrong with the value. */
  readonly code: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.name = 'ValueRefusal';
    this.code = code;
  }
}

/** A value of a JavaScript type that the column has no use for. */
export function wrongType(value: unknown, expected: string): ValueRefusal {
  return new ValueRefusal('VALUE_TYPE_WRONG', `${kindOf(value)}, where ${expected} is expected`);
}

/** A value that the server would round, cut or shift. */
export function wouldChange(reason: string): ValueRefusal {
  return new ValueRefusal('VALUE_WOULD_CHANGE', reason);
}

/** Names the kind of a value for people, and never the value. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a Date';
  if (value instanceof Uint8Array) return 'bytes';
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
