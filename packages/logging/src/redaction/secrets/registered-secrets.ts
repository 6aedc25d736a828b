import { redactedMarker } from './marker.js';
import { spellingsOf } from './secret-spellings.js';

/** Shorter texts are not registered: they occur by chance, and hiding them would garble every entry. */
const minimumSecretLength = 6;

/** A longer secret is searched in equal pieces, so that patterns stay bounded. */
const pieceLength = 256;

/** The registered secrets, which are found in every spelling. */
export class SecretRegistry {
  readonly #spellings = new Set<string>();
  #pattern: RegExp | undefined;

  /** Counts the changes, so that values redacted before a change can be recognised. */
  get version(): number {
    return this.#spellings.size;
  }

  /** The pattern of all secrets with the flags `gi`, or undefined while there are none. */
  get pattern(): RegExp | undefined {
    if (this.#pattern === undefined && this.#spellings.size > 0) {
      this.#pattern = new RegExp([...this.#spellings].join('|'), 'gi');
    }
    return this.#pattern;
  }

  /** Registers a secret; false when it is too short, or a part of the mark that replaces secrets. */
  register(secret: string): boolean {
    if (secret.length < minimumSecretLength || redactedMarker.includes(secret)) return false;
    const pieces = Math.ceil(secret.length / pieceLength);
    for (let piece = 0; piece < pieces; piece += 1) {
      const [start, end] = [piece, piece + 1].map((at) =>
        Math.round((at * secret.length) / pieces),
      );
      this.#spellings.add(spellingsOf(secret.slice(start, end)));
    }
    this.#pattern = undefined;
    return true;
  }

  /** Replaces every registered secret in a text. */
  redact(text: string): string {
    const { pattern } = this;
    return pattern === undefined ? text : text.replace(pattern, redactedMarker);
  }
}

/** The secrets of this process. */
export const registeredSecrets = new SecretRegistry();

/**
 * Makes sure that a secret never reaches a log of this process, wherever it appears: in events,
 * context keys and values, plain, percent-encoded, in Base64 or hexadecimal, or escaped in JSON.
 *
 * Case is ignored. Register secrets as soon as they are read from settings or from a vault.
 *
 * @returns False when the secret is not registered because it has fewer than 6 characters.
 * @example for (const secret of secretValues(settings)) registerSecret(secret);
 */
export function registerSecret(secret: string): boolean {
  return registeredSecrets.register(secret);
}
