import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

const signature = /^(?:sha256=)?([\da-f]{64})$/iu;

/**
 * Returns a function that says whether a signature is the HMAC-SHA256 of a body, in hexadecimal, with or
 * without `sha256=`, by one of some secrets.
 *
 * Every secret is compared, in constant time, so that the time of an answer says nothing about any.
 */
export function signatureCheck(
  secrets: readonly string[],
): (given: string, body: Uint8Array) => boolean {
  const keys = secrets.map((secret) => createSecretKey(Buffer.from(secret)));
  return (given, body) => {
    const hex = signature.exec(given.trim())?.[1];
    if (hex === undefined) return false;
    const bytes = Buffer.from(hex, 'hex');
    return keys
      .map((key) => timingSafeEqual(createHmac('sha256', key).update(body).digest(), bytes))
      .includes(true);
  };
}
