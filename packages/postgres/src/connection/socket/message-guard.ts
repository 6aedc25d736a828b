import { protocolViolated } from '../../errors/connection-errors.js';
import type { LoginGuard } from './login-guard.js';

/** Bytes of a message: before the login is done, and after. */
const [mostAtLogin, most] = [64 * 1024, 256 * 1024 * 1024];

/** Unrequested messages, in answer to one statement: notices, and others. */
const [mostNotices, mostUnasked] = [1_000_000, 1_000];

/** Bytes that a description of columns may have: each has a name of 63 bytes at most. */
const mostOfColumns = 1024 * 1024;

/** Messages before the login is done: requests, errors, notices. */
const atLogin = new Set('REN');

/** Messages after it that the driver can handle; of others it writes to the console, or it crashes. */
const afterLogin = new Set('SKZENATDCI12ntG');

/**
 * Reads the frames of what a server sends, wherever they are cut, ahead of the driver, which trusts
 * every length, and never ends on a description of columns that is cut short.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class MessageGuard {
  readonly #server: string;
  readonly #login: LoginGuard;
  readonly #header = Buffer.alloc(5);
  #headerBytes = 0;
  /** Bytes of the body that are still to come. */
  #missing = 0;
  #type = '';
  /** Parts of the body, of a message that is looked into. */
  #body: Buffer[] | null = null;
  #notices = 0;
  #unasked = 0;
  #copies = 0;

  constructor(server: string, login: LoginGuard) {
    this.#server = server;
    this.#login = login;
  }

  /** Allows the answer to one COPY: the stream that the driver makes of another has no listener. */
  expectCopy(): void {
    this.#copies += 1;
  }

  /** @throws DatabaseError `PROTOCOL_VIOLATED` or `LOGIN_METHOD_REFUSED`. */
  take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const isHeader = this.#missing === 0;
      const wanted = isHeader ? 5 - this.#headerBytes : this.#missing;
      const part = chunk.subarray(at, at + wanted);
      at += part.length;
      if (isHeader) this.#takeHeader(part);
      else this.#takeBody(part);
    }
  }

  #takeHeader(part: Buffer): void {
    part.copy(this.#header, this.#headerBytes);
    this.#headerBytes += part.length;
    if (this.#headerBytes < 5) return;
    this.#headerBytes = 0;
    this.#type = this.#header.toString('latin1', 0, 1);
    const length = this.#header.readInt32BE(1);
    const { isDone } = this.#login;
    if (!(isDone ? afterLogin : atLogin).has(this.#type)) {
      throw this.#violated(`a message of type ${this.#header[0] ?? 0} out of turn`);
    }
    if (this.#type === 'G' && --this.#copies < 0) throw this.#violated('a COPY out of turn');
    const isLookedInto = this.#type === 'R' || this.#type === 'T';
    const limit = !isDone ? mostAtLogin : isLookedInto ? mostOfColumns : most;
    if (length < 4 || length > limit) throw this.#violated(`a message of ${length} bytes`);
    this.#count();
    this.#missing = length - 4;
    this.#body = isLookedInto ? [] : null;
    if (this.#missing === 0) this.#complete();
  }

  #takeBody(part: Buffer): void {
    this.#body?.push(part);
    this.#missing -= part.length;
    if (this.#missing === 0) this.#complete();
  }

  #count(): void {
    if (this.#type === 'Z') [this.#notices, this.#unasked] = [0, 0];
    else if (this.#type === 'N') this.#notices += 1;
    else if (this.#type === 'S' || this.#type === 'A') this.#unasked += 1;
    const { isDone } = this.#login;
    if (this.#notices > (isDone ? mostNotices : mostUnasked) || this.#unasked > mostUnasked) {
      throw this.#violated('notices without end');
    }
  }

  #complete(): void {
    const parts = this.#body;
    this.#body = null;
    if (parts === null) return;
    const body = Buffer.concat(parts);
    if (this.#type === 'R') this.#login.take(body);
    else if (!describesColumns(body)) throw this.#violated('a description of columns that is none');
  }

  #violated(what: string): Error {
    return protocolViolated(this.#server, what);
  }
}

/** A count of columns, and of each its name, ended by a zero, and 18 bytes. */
function describesColumns(body: Buffer): boolean {
  if (body.length < 2) return false;
  let at = 2;
  for (let left = body.readUInt16BE(0); left > 0; left--) {
    const end = body.indexOf(0, at);
    if (end === -1) return false;
    at = end + 19;
  }
  return at === body.length;
}
