import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { WdhError } from '@wdh/pipeline-core';

const version = 'v1';
const shortestSecret = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** An opened text, and whether an older secret opened it. */
export interface OpenedText {
  readonly text: string;
  readonly isOutdated: boolean;
}

/**
 * Encrypts short texts with AES-256-GCM. The first secret encrypts; each of them decrypts, so that a new
 * secret is put before the old one, which is removed when nothing is encrypted with it any more.
 */
export class SecretBox {
  readonly #keys: readonly Buffer[];

  /** @throws WdhError `BUDGET_OPTION_INVALID` for no secret, or one of fewer than 32 characters. */
  constructor(secrets: string | readonly string[]) {
    const list = typeof secrets === 'string' ? [secrets] : secrets;
    if (list.length === 0 || list.some((secret) => secret.length < shortestSecret)) {
      throw new WdhError(
        `A secret for the keys of the gateway must have at least ${shortestSecret} characters: take 32 random bytes in hexadecimal.`,
        { code: 'BUDGET_OPTION_INVALID', category: 'usage' },
      );
    }
    this.#keys = list.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'wdh budget gateway key v1', 32)),
    );
  }

  /** Encrypts a text; `context` must be given again to decrypt it. */
  seal(text: string, context: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#keys[0] ?? '', nonce);
    cipher.setAAD(Buffer.from(context));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
    return `${version}.${Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url')}`;
  }

  /** @throws WdhError `GATEWAY_KEY_UNREADABLE` if no secret fits, or the text was changed or moved. */
  open(sealed: string, context: string): OpenedText {
    const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url');
    const isKnown = sealed.startsWith(`${version}.`) && bytes.length >= nonceBytes + tagBytes;
    for (const [position, key] of isKnown ? this.#keys.entries() : []) {
      const text = openWith(key, bytes, context);
      if (text !== null) return { text, isOutdated: position > 0 };
    }
    throw new WdhError(
      'The key of a tenant at the gateway cannot be decrypted. Give the secret with which it was encrypted too, after the newer ones.',
      { code: 'GATEWAY_KEY_UNREADABLE', category: 'usage' },
    );
  }
}

function openWith(key: Buffer, bytes: Buffer, context: string): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
