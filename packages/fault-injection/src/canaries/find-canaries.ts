import { encodings } from './encodings.js';

/** Outputs of a run by name: what was printed, logged, written, thrown. */
export type Outputs = Readonly<Record<string, string | Uint8Array>>;

/** A canary that got out. It does not hold the canary itself. */
export interface Escape {
  readonly output: string;
  readonly canary: string;
  readonly encoding: string;
}

/** Shorter ones would be found by chance, in one encoding or another. */
const minimumLength = 8;

/**
 * Searches outputs for values that must not be in them, in any encoding.
 *
 * @param canaries Values by name: passwords, and cell values that occur nowhere else. At least eight
 *   characters each.
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

/** Says which canaries got out, and where, without repeating them. */
export class CanaryEscapedError extends Error {
  override readonly name = 'CanaryEscapedError';
  readonly code = 'CANARY_ESCAPED';
  readonly escapes: readonly Escape[];

  constructor(escapes: readonly Escape[]) {
    const list = escapes.map(
      ({ output, canary, encoding }) => `${canary} in ${output} (${encoding})`,
    );
    super(`Values got out that must not: ${list.join(', ')}`);
    this.escapes = escapes;
  }
}

/**
 * Fails a test in whose outputs a canary is found.
 *
 * @throws CanaryEscapedError
 * @example expectNoCanary({ stdout, stderr, log }, { password, cell: 'kk-Ä"7+/4711' });
 */
export function expectNoCanary(outputs: Outputs, canaries: Readonly<Record<string, string>>): void {
  const escapes = findCanaries(outputs, canaries);
  if (escapes.length > 0) throw new CanaryEscapedError(escapes);
}
