import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Credentials of HTTP Basic authentication. */
export interface BasicCredentials {
  /** Without a colon. */
  readonly user: string;
  /** Of 32 characters at least. */
  readonly password: string;
}

const basic = /^Basic +([a-z\d+/]+={0,2})$/iu;

/**
 * Returns a function that says whether an `Authorization` header has the credentials. Digests are
 * compared, in constant time, so that the time of an answer says nothing about their length either.
 */
export function basicCheck({ user, password }: BasicCredentials): (header: string) => boolean {
  const key = randomBytes(32);
  const digest = (of: Uint8Array): Buffer => createHmac('sha256', key).update(of).digest();
  const expected = digest(Buffer.from(`${user}:${password}`));
  return (header) => {
    const given = basic.exec(header.trim())?.[1];
    return given !== undefined && timingSafeEqual(digest(Buffer.from(given, 'base64')), expected);
  };
}
