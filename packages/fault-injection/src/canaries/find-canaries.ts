import { encodings } from './encodings.js';

/** Outputs of a run by name: printed, logged, written and thrown texts. */
export type Outputs = Readonly<Record<string, string | Uint8Array>>;

/** A disclosed canary. Does not contain the canary itself. */
export interface Escape {
  readonly output: string;
  readonly canary: string;
  readonly encoding: string;
}

/** Shorter ones would be found by chance, in one encoding or another. */
const minimumLength = 8;

/**
 * Searches outputs for values that they must not contain, in any encoding.
 *
 * @param canaries Values by name: passwords, and cell values that occur nowhere else. At least
 * eight characters each.
 */
export function findCanaries(
  outputs: Outputs,
  canaries: Readonly<Record<string, string>>,
): readonly Escape[] {
  const needles = Object.entries(canaries).flatMap(([canary, value]) => {
    if (value.length < minimumLength) {
      throw new RangeError(`Canary "${canary}" is shorter than ${minimumLength} characters.`);
    }
    return encodings.map(({ name, encode }) => ({ canary, encoding: name, texts: encode(value) }));
  });
  return Object.entries(outputs).flatMap(([output, content]) => {
    const text = typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
    const found = new Set<string>();
    return needles.flatMap(({ canary, encoding, texts }) => {
      if (found.has(canary) || !texts.some((needle) => text.includes(needle))) return [];
      found.add(canary);
      return [{ output, canary, encoding }];
    });
  });
}

/** Reports disclosed canaries and their places, without repeating them. */
export class CanaryEscapedError extends Error {
  override readonly name = 'CanaryEscapedError';
  readonly code = 'CANARY_ESCAPED';
  readonly escapes: readonly Escape[];

  constructor(escapes: readonly Escape[]) {
    const list = escapes.map(
      ({ output, canary, encoding }) => `${canary} in ${output} (${encoding})`,
    );
    super(`Values were disclosed: ${list.join(', ')}`);
    this.escapes = escapes;
  }
}

/**
 * Fails a test if one of its outputs contains a canary.
 *
 * @throws CanaryEscapedError
 * @example expectNoCanary({ stdout, stderr, log }, { password, cell: 'kk-Ä"7+/4711' });
 */
export function expectNoCanary(outputs: Outputs, canaries: Readonly<Record<string, string>>): void {
  const escapes = findCanaries(outputs, canaries);
  if (escapes.length > 0) throw new CanaryEscapedError(escapes);
}
