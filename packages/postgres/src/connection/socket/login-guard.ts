import type { UrlParameters } from '../../address/connection-url-parameters.js';
import { loginMethodRefused, protocolViolated } from '../../errors/connection/connection-errors.js';

/** Most iterations of SCRAM, about half a second of computation; servers use 4,096 by default. */
const mostIterations = 1_000_000;

/** What is allowed for the login of one connection. */
export interface LoginTerms extends Pick<UrlParameters, 'loginMethods'> {
  /** `host:port`, for messages. */
  readonly server: string;
  /** Whether TLS has verified the identity of the server. */
  readonly isVerified: boolean;
}

/** Requests of the server by their number. @see https://www.postgresql.org/docs/current/protocol-message-formats.html */
const [ok, clearText, md5, sasl, saslContinue, saslFinal] = [0, 3, 5, 10, 11, 12];

/** The complete first SCRAM message of the server. */
const scramFirst = /^r=[!-+\--~]{1,1024},s=[A-Za-z0-9+/]{1,1024}={0,2},i=([1-9]\d*)$/;

/**
 * Checks the server's authentication requests before the driver answers them: the driver answers
 * every request, at any time, with any number of SCRAM iterations.
 */
export class LoginGuard {
  readonly #terms: LoginTerms;
  #last: number | null = null;
  #isDone = false;

  constructor(terms: LoginTerms) {
    this.#terms = terms;
  }

  /** Whether the server has accepted the login. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /**
   * Checks the body of an authentication request.
   *
   * @throws DatabaseError `LOGIN_METHOD_REFUSED` or `PROTOCOL_VIOLATED`.
   */
  take(body: Buffer): void {
    const request = body.length < 4 ? -1 : body.readInt32BE(0);
    const before = this.#last;
    this.#last = request;
    switch (request) {
      case ok:
        // A server that has not proved that it knows the password must not receive rows.
        if (before === null) this.#allow('none');
        else if (before === sasl || before === saslContinue) throw this.#outOfTurn();
        this.#isDone = true;
        return;
      case clearText:
        this.#allow('password');
        break;
      case md5:
        if (body.length !== 8) throw this.#outOfTurn();
        this.#allow('md5');
        break;
      case sasl:
        this.#allow('scram-sha-256');
        if (!body.toString('latin1', 4).split('\0').includes('SCRAM-SHA-256')) {
          throw this.#refused('only SASL methods that are not supported');
        }
        break;
      case saslContinue:
        if (before !== sasl) throw this.#outOfTurn();
        this.#checkScram(body.toString('latin1', 4));
        return;
      case saslFinal:
        if (before !== saslContinue) throw this.#outOfTurn();
        return;
      default:
        throw this.#refused('a login method that is not supported');
    }
    if (before !== null) throw this.#outOfTurn();
  }

  #allow(method: 'none' | 'password' | 'md5' | 'scram-sha-256'): void {
    const { loginMethods, isVerified } = this.#terms;
    if (loginMethods !== undefined) {
      if (loginMethods.has(method)) return;
      const asked = method === 'none' ? 'no login at all' : `the login method ${method}`;
      throw this.#refused(`${asked}, which require_auth does not allow`);
    }
    if (method !== 'password' || isVerified) return;
    throw this.#refused(
      'the password in clear text, and no certificate verifies its identity',
      'Use sslmode=verify-full, configure scram-sha-256 on the server, or allow it with require_auth=password.',
    );
  }

  #checkScram(text: string): void {
    const iterations = scramFirst.exec(text)?.[1];
    if (iterations === undefined) throw this.#outOfTurn();
    if (iterations.length <= 7 && Number(iterations) <= mostIterations) return;
    throw this.#refused(
      `more than ${mostIterations} iterations of SCRAM`,
      'Check that it is the right server, and lower its scram_iterations.',
    );
  }

  #refused(what: string, advice?: string): Error {
    return loginMethodRefused(this.#terms.server, what, advice);
  }

  #outOfTurn(): Error {
    return protocolViolated(this.#terms.server, 'an invalid login request');
  }
}
