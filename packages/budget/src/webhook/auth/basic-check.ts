import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Credentials of HTTP Basic authentication. */
export interface BasicCredentials {
  /** Without a colon. */
  readonly user: string;
  /** Of 32 characters at least. */
  readonly password: string;
}

/** One login, or several while one replaces another. */
export type BasicLogins = BasicCredentials | readonly BasicCredentials[];

/** Lists the logins of an option. */
export const basicLogins = (given: BasicLogins | undefined): readonly BasicCredentials[] =>
  given === undefined ? [] : [given].flat();

const basic = /^Basic +([a-z\d+/]+={0,2})$/iu;

/**
 * Returns a function that says whether an `Authorization` header has the credentials of a login. All
 * digests are compared, in constant time, so that the time of an answer says nothing about any.
 */
export function basicCheck(logins: BasicLogins): (header: string) => boolean {
  const key = randomBytes(32);
  const digest = (of: Uint8Array): Buffer => createHmac('sha256', key).update(of).digest();
  const expected = basicLogins(logins).map(({ user, password }) =>
    digest(Buffer.from(`${user}:${password}`)),
  );
  return (header) => {
    const given = basic.exec(header.trim())?.[1];
    if (given === undefined) return false;
    const actual = digest(Buffer.from(given, 'base64'));
    return expected.map((one) => timingSafeEqual(actual, one)).includes(true);
  };
}
